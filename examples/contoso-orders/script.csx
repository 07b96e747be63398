// Custom code of Contoso Orders.
// The operations that pass through it are listed as scriptOperations in apiProperties.json.
public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        HttpResponseMessage response = await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
        if (this.IsOperation("ListOrders") && response.IsSuccessStatusCode)
        {
            return await this.WrapList(response).ConfigureAwait(false);
        }

        return response;
    }

    // In some regions the operation ID arrives in Base64.
    private bool IsOperation(string operationId)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(operationId));
        return this.Context.OperationId == operationId || this.Context.OperationId == encoded;
    }

    // The definition promises an object with a property "value"; a bare array is put into one.
    private async Task<HttpResponseMessage> WrapList(HttpResponseMessage response)
    {
        string content = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        try
        {
            // Dates stay the text that the service sent.
            JsonSerializerSettings settings = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
            JToken body = JsonConvert.DeserializeObject<JToken>(content, settings);
            if (body is JArray)
            {
                JObject list = new JObject { ["value"] = body };
                response.Content = CreateJsonContent(list.ToString());
            }

            return response;
        }
        catch (JsonException)
        {
            this.Context.Logger.LogWarning("The answer to {0} is not JSON.", this.Context.OperationId);
            HttpResponseMessage failure = new HttpResponseMessage(HttpStatusCode.BadGateway);
            JObject error = new JObject { ["message"] = "Contoso Orders did not answer with JSON." };
            failure.Content = CreateJsonContent(error.ToString());
            return failure;
        }
    }
}
