//! Inputs on which a command would take minutes if it walked through all of them for each of their parts.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::sandbox::Sandbox;

/// An example, with a definition that was changed.
fn sandbox(change: impl FnOnce(&mut Value)) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", definition(change));
    sandbox.write("c/apiProperties.json", include_str!("../../examples/contoso-orders/apiProperties.json"));
    sandbox
}

fn definition(change: impl FnOnce(&mut Value)) -> String {
    let example = include_str!("../../examples/contoso-orders/apiDefinition.swagger.json");
    let mut definition: Value = serde_json::from_str(example).expect("the example is JSON");
    change(&mut definition);
    definition.to_string()
}

#[test]
fn all_variables_of_a_path_get_their_parameters_at_once() {
    const COUNT: usize = 2_000;
    for parameters in [None, Some(json!([])), Some(json!([{ "name": "a", "in": "query", "type": "string" }]))] {
        let path = (0..COUNT).fold(String::new(), |path, number| format!("{path}/{{v{number}}}"));
        let mut operation = json!({ "operationId": "GetAll", "responses": { "200": { "description": "OK" } } });
        let others = parameters.as_ref().and_then(Value::as_array).map_or(0, Vec::len);
        if let Some(parameters) = parameters {
            operation["parameters"] = parameters;
        }
        let sandbox = sandbox(|definition| definition["paths"][&path] = json!({ "get": operation }));
        let run = sandbox.connkit(&["fix", "c", "--unsafe", "--select", "OperationMissingPathParameter"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let fixed: Value = serde_json::from_str(&sandbox.read("c/apiDefinition.swagger.json")).expect("it is JSON");
        let list = fixed["paths"][&path]["get"]["parameters"].as_array().expect("there is a list");
        let names: Vec<&str> = list.iter().skip(others).filter_map(|parameter| parameter["name"].as_str()).collect();
        let wanted: Vec<String> = (0..COUNT).map(|number| format!("v{number}")).collect();
        assert_eq!(names, wanted);
    }
}

#[test]
fn many_unknown_names_are_told() {
    const COUNT: usize = 50_000;
    let unknown = |name: &str| {
        let members = (0..COUNT).map(|number| (format!("{name}{number}"), json!("off")));
        Value::Object(members.collect::<Map<_, _>>())
    };
    let sandbox = sandbox(|_| ());
    sandbox.write("c/settings.json", unknown("environmnt").to_string());
    let run = sandbox.connkit(&["validate", "c", "--format", "concise", "--select", "SettingsKeyUnknown"]);
    assert_eq!(run.stdout.lines().filter(|line| line.contains("is no setting")).count(), COUNT);

    sandbox.write("c/apiProperties.json", json!({ "properties": unknown("publishr") }).to_string());
    let run = sandbox.connkit(&["validate", "c", "--format", "concise", "--select", "PropertiesKeyUnknown"]);
    assert_eq!(run.stdout.lines().filter(|line| line.contains("is no key of")).count(), COUNT);

    sandbox.write("c/connkit.json", json!({ "levels": unknown("SummaryNotUniqu") }).to_string());
    let run = sandbox.connkit(&["validate", "c"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr.lines().filter(|line| line.contains("unknown rule")).count(), COUNT);
    assert_eq!(run.stderr.lines().filter(|line| line.contains("did you mean `SummaryNotUnique`?")).count(), 100);
}

#[test]
fn a_long_path_does_not_stand_in_each_message() {
    let mut parameters = Vec::new();
    let mut path = String::new();
    for number in 0..3_000 {
        parameters.push(json!({ "name": format!("other{number}"), "in": "path", "required": true, "type": "string" }));
        let _ = write!(path, "/a-segment-of-some-length-{number}");
    }
    let sandbox = sandbox(|definition| {
        definition["paths"][&path]["get"] =
            json!({ "parameters": parameters, "responses": { "200": { "description": "OK" } } });
    });
    let run =
        sandbox.connkit(&["validate", "c", "--format", "concise", "--select", "PathParameterNotDefinedInTemplate"]);
    assert_eq!(run.stdout.lines().filter(|line| line.contains("has no `{other")).count(), 3_000);
    assert!(run.stdout.len() < 3_000 * 1_000, "{} bytes", run.stdout.len());
}

#[test]
fn changes_that_reach_very_many_operations_are_all_told() {
    const PROPERTIES: usize = 1_000;
    let write = |kind: &str| {
        definition(|definition| {
            let fields = (0..PROPERTIES).map(|number| (format!("p{number}"), json!({ "type": kind })));
            definition["definitions"]["Big"] =
                json!({ "type": "object", "properties": Value::Object(fields.collect::<Map<_, _>>()) });
            for number in 0..500 {
                definition["paths"][format!("/big/{number}")]["get"] = json!({
                    "operationId": format!("GetBig{number}"),
                    "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Big" } } }
                });
            }
        })
    };
    let sandbox = Sandbox::new();
    sandbox.write("old/apiDefinition.swagger.json", write("string"));
    sandbox.write("new/apiDefinition.swagger.json", write("integer"));
    let run = sandbox.connkit(&["diff", "old", "new", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(run.stdout.matches("\"OutputFieldTypeChanged\"").count(), PROPERTIES);
    assert!(run.stdout.contains("the changes reach too many operations to tell all of them for each"));
}

/// Of repetitions that stand side by side half go in each round, so that few rounds take away all.
#[test]
fn keys_that_are_repeated_very_often_go_at_once() {
    let same = |count: usize| vec!["\"a\": 1"; count].join(", ");
    let pairs: Vec<String> = (0..30_000).map(|number| format!("\"k{number}\": 1, \"k{number}\": 1")).collect();
    for (members, left) in [(same(95_000), 1), (pairs.join(", "), 30_000)] {
        let sandbox = sandbox(|definition| definition["x-many"] = json!("@"));
        let text = sandbox.read("c/apiDefinition.swagger.json").replace("\"@\"", &format!("{{ {members} }}"));
        sandbox.write("c/apiDefinition.swagger.json", text);
        let run = sandbox.connkit(&["fix", "c", "--select", "JsonKeyDuplicate"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let fixed = sandbox.read("c/apiDefinition.swagger.json");
        let many = &fixed[fixed.find("\"x-many\"").expect("it is there")..];
        assert_eq!(many.matches("\": 1").count(), left);
        let again = sandbox.connkit(&["fix", "c", "--select", "JsonKeyDuplicate", "--check"]);
        assert_eq!(again.code, Some(0), "{}", again.stderr);
    }
}

#[test]
fn members_of_very_wide_objects_are_compared_by_name() {
    const COUNT: usize = 60_000;
    let write = |other: usize| {
        definition(|definition| {
            for number in 0..COUNT {
                definition[format!("x-member-{number}")] = json!(usize::from(number == other));
            }
        })
    };
    let sandbox = Sandbox::new();
    sandbox.write("old/apiDefinition.swagger.json", write(COUNT));
    sandbox.write("new/apiDefinition.swagger.json", write(COUNT / 2));
    let run = sandbox.connkit(&["diff", "old", "new", "--format", "json"]);
    assert!(run.stdout.contains(&format!("\"/x-member-{}\"", COUNT / 2)), "{}{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains(&format!("\"/x-member-{}\"", COUNT / 2 + 1)), "{}", run.stdout);
}

#[test]
fn long_names_do_not_stand_in_each_change_or_finding() {
    const COUNT: usize = 1_000;
    let long = "n".repeat(200_000);
    let write = |kind: &str| {
        definition(|definition| {
            let parameters: Vec<Value> =
                (0..COUNT).map(|number| json!({ "name": format!("p{number}"), "in": "query", "type": kind })).collect();
            let fields = (0..COUNT).map(|number| (format!("f{number}"), json!({ "type": kind })));
            let fields = json!({ "type": "object", "properties": Value::Object(fields.collect::<Map<_, _>>()) });
            definition["paths"][format!("/{long}")]["get"] = json!({
                "operationId": long,
                "summary": long,
                "parameters": parameters,
                "responses": { "200": {
                    "description": "OK",
                    "schema": { "type": "object", "properties": { long.clone(): fields } }
                } }
            });
        })
    };
    let sandbox = Sandbox::new();
    sandbox.write("old/apiDefinition.swagger.json", write("string"));
    sandbox.write("new/apiDefinition.swagger.json", write("integer"));
    let run = sandbox.connkit(&["diff", "old", "new", "--format", "json"]);
    assert_eq!(run.stdout.matches("\"ParameterTypeChanged\"").count(), COUNT, "{}", run.stderr);
    assert_eq!(run.stdout.matches("\"OutputFieldTypeChanged\"").count(), COUNT, "{}", run.stderr);
    assert!(run.stdout.len() < COUNT * 20_000, "{} bytes", run.stdout.len());
    let run = sandbox.connkit(&["validate", "new", "--format", "json", "--select", "PropertyNotDescribed"]);
    assert!(run.stdout.len() < COUNT * 5_000, "{} bytes", run.stdout.len());
}

#[test]
fn long_chains_of_schemas_are_not_put_together_for_each_of_their_links() {
    const COUNT: usize = 2_000;
    let sandbox = Sandbox::new();
    for (side, kind) in [("old", "string"), ("new", "integer")] {
        let definition = definition(|definition| {
            for number in 0..COUNT {
                let next = format!("#/definitions/Link{}", number + 1);
                let own = json!({ "type": "object", "properties": { format!("p{number}"): { "type": kind } } });
                definition["definitions"][format!("Link{number}")] = json!({ "allOf": [{ "$ref": next }, own] });
                definition["paths"][format!("/link/{number}")]["get"] = json!({
                    "operationId": format!("GetLink{number}"),
                    "responses": {
                        "200": { "description": "OK", "schema": { "$ref": format!("#/definitions/Link{number}") } }
                    }
                });
            }
        });
        sandbox.write(&format!("{side}/apiDefinition.swagger.json"), definition);
    }
    let run = sandbox.connkit(&["diff", "old", "new", "--format", "json"]);
    assert!(run.stdout.matches("\"OutputFieldTypeChanged\"").count() > 100, "{}", run.stderr);
    assert!(run.stdout.contains("too many schemas to compare them all"), "{}", run.stderr);
}

/// How many findings of a rule a definition and properties have.
fn count(rule: &str, definition: &str, properties: Option<&Value>) -> usize {
    let sandbox = sandbox(|_| ());
    sandbox.write("c/apiDefinition.swagger.json", definition);
    if let Some(properties) = properties {
        sandbox.write("c/apiProperties.json", properties.to_string());
    }
    let run = sandbox.connkit(&["validate", "c", "--format", "json", "--select", rule]);
    assert!(run.code.is_some_and(|code| code < 2), "{}", run.stderr);
    assert!(run.stdout.len() < 40_000_000, "{} bytes", run.stdout.len());
    let report: Value = serde_json::from_str(&run.stdout).expect("a report is JSON");
    report["findings"].as_array().expect("it has findings").iter().filter(|finding| finding["rule"] == rule).count()
}

fn query_parameters(range: std::ops::Range<usize>) -> Vec<Value> {
    range.map(|number| json!({ "name": format!("p{number}"), "in": "query", "required": true })).collect()
}

#[test]
fn a_schema_that_many_others_hold_is_not_walked_through_for_each() {
    const COUNT: usize = 5_000;
    let definition = definition(|definition| {
        let properties = (0..30_000).map(|number| (format!("p{number}"), json!({})));
        let properties = Value::Object(properties.collect::<Map<_, _>>());
        definition["definitions"]["Big"] = json!({ "type": "object", "properties": properties });
        for number in 0..COUNT {
            definition["definitions"][format!("D{number}")] = json!({
                "discriminator": "p29999", "required": ["p29998"], "allOf": [{ "$ref": "#/definitions/Big" }]
            });
        }
    });
    assert_eq!(count("DiscriminatorMustBeARequiredStringProperty", &definition, None), COUNT);
    assert_eq!(count("RequiredPropertyDefinitionMissing", &definition, None), 0);
}

#[test]
fn schemas_that_hold_themselves_many_times_are_walked_through_once() {
    let definition = definition(|definition| {
        let itself = vec![json!({ "$ref": "#/definitions/Circle" }); 10];
        definition["definitions"]["Circle"] =
            json!({ "type": "object", "discriminator": "kind", "properties": { "a": {} }, "allOf": itself });
    });
    assert_eq!(count("DiscriminatorMustBeARequiredStringProperty", &definition, None), 1);
}

#[test]
fn of_very_many_inputs_only_some_are_told_for_each_call() {
    const CALLS: usize = 3_000;
    let definition = definition(|definition| {
        definition["paths"]["/all"]["get"] =
            json!({ "operationId": "GetAll", "parameters": query_parameters(0..10_000), "responses": {} });
        let call = |number| {
            (
                format!("c{number}"),
                json!({ "x-ms-dynamic-values": { "operationId": "GetAll", "parameters": { "p1": 1 } } }),
            )
        };
        definition["definitions"]["Calls"]["properties"] = Value::Object((0..CALLS).map(call).collect::<Map<_, _>>());
    });
    assert_eq!(count("OperationMissingRequiredProperty", &definition, None), CALLS * 16);
}

#[test]
fn of_a_method_that_is_written_very_often_the_last_counts() {
    let mut definition = definition(|definition| {
        definition["paths"]["/many"] = json!({ "parameters": query_parameters(0..5_000), "get": "@" });
    });
    let all: Vec<String> = (0..20_000).map(|number| format!(r#""get":{{"operationId":"get{number}"}}"#)).collect();
    definition = definition.replace(r#""get":"@""#, &all.join(","));
    assert_eq!(count("OperationIdNotPascalCase", &definition, None), 1);
}

#[test]
fn long_lists_and_names_are_not_told_for_each_operation() {
    const COUNT: usize = 5_000;
    let long = "n".repeat(200_000);
    let definition = definition(|definition| {
        definition["consumes"] = json!((0..20_000).map(|number| format!("text/x{number}")).collect::<Vec<_>>());
        definition["schemes"] = json!(vec!["http"; 20_000]);
        definition["securityDefinitions"] = json!({ long.clone(): { "type": "oauth2", "flow": "accessCode" } });
        definition["security"] = json!([{ long.clone(): vec!["scope"; COUNT] }, { "other": [] }]);
        for number in 0..COUNT {
            definition["paths"][format!("/{{v{number}}}")]["post"] = json!({
                "operationId": format!("Post{number}"),
                "parameters": [{ "name": "body", "in": "body", "schema": { "type": "object" } }],
                "responses": {}
            });
        }
        definition["paths"][format!("/{{{long}}}")] = definition["paths"]["/{v0}"].clone();
    });
    for (rule, wanted) in [
        ("MimeTypeNotCompatibleWithRequestContentSchemaType", 0),
        ("SchemeNotSecure", 20_000),
        ("OAuthSecurityRequirementValueMustBeScopeName", COUNT),
        ("DuplicateOperationPath", COUNT),
    ] {
        assert_eq!(count(rule, &definition, None), wanted, "{rule}");
    }
}

#[test]
fn policies_name_very_many_operations_and_calls() {
    const COUNT: usize = 10_000;
    let definition = definition(|definition| {
        let parameters = query_parameters(0..COUNT);
        definition["paths"]["/all"]["get"] =
            json!({ "operationId": "GetAll", "parameters": parameters, "responses": {} });
    });
    let policy = |template: &str, others: Value| {
        let mut parameters = json!({ "x-ms-apimTemplate-operationName": vec!["GetAll"; COUNT] });
        parameters.as_object_mut().expect("it is one").extend(others.as_object().expect("they are some").clone());
        json!({ "properties": { "policyTemplateInstances": [{ "templateId": template, "parameters": parameters }] } })
    };
    let changes: Map<String, Value> = (0..COUNT).map(|number| (format!("c{number}"), json!("1"))).collect();
    let polling = policy("pollingtrigger", json!({ "x-ms-apimTemplateParameter.triggerConfig": changes }));
    assert_eq!(count("PollingParameterNotFound", &definition, Some(&polling)), 100);

    let header = policy("setheader", json!({ "x-ms-apimTemplateParameter.value": "@queryParameters('none')" }));
    assert_eq!(count("PolicyReferenceNotFound", &definition, Some(&header)), 1);

    let calls = policy("setheader", json!({ "x-ms-apimTemplateParameter.value": "@headers(a)".repeat(20_000) }));
    assert_eq!(count("PolicyArgumentNotQuoted", &definition, Some(&calls)), 20_000);
}

#[test]
fn very_many_things_that_were_renamed_are_found_by_name() {
    const COUNT: usize = 30_000;
    let numbered = |start: &str| (0..COUNT).map(|number| format!("{start}{number}")).collect::<Vec<_>>();
    let write = |sandbox: &Sandbox, side: &str| {
        let text = definition(|definition| {
            let schemes = numbered(side).into_iter().map(|name| (name, json!({ "type": "basic" })));
            definition["securityDefinitions"] = Value::Object(schemes.collect::<Map<_, _>>());
            definition["consumes"] = json!(numbered(side));
            let all_of: Vec<Value> = numbered("x-").into_iter().map(|name| json!({ name: side })).collect();
            definition["definitions"]["All"] = json!({ "allOf": all_of });
            for number in 0..5_000 {
                definition["paths"][format!("/a/{number}")]["get"] = json!({
                    "operationId": format!("Get{number}"),
                    "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/All" } } }
                });
            }
        });
        sandbox.write(&format!("{side}/apiDefinition.swagger.json"), text);
        let parameters = numbered(side).into_iter().map(|name| (name, json!({ "type": "string" })));
        let parameters = Value::Object(parameters.collect::<Map<_, _>>());
        let set = json!({ "name": "n".repeat(200_000), "parameters": parameters });
        let properties = json!({ "properties": { "connectionParameterSets": { "values": [set] } } });
        sandbox.write(&format!("{side}/apiProperties.json"), properties.to_string());
    };
    let sandbox = Sandbox::new();
    write(&sandbox, "old");
    write(&sandbox, "new");
    let run = sandbox.connkit(&["diff", "old", "new", "--format", "json"]);
    for class in ["AuthenticationMethodRemoved", "AuthenticationMethodAdded", "ConnectionParameterAdded"] {
        assert_eq!(run.stdout.matches(&format!("\"{class}\"")).count(), COUNT, "{class} {}", run.stderr);
    }
}
