use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// The contact's e-mail address is no address.
    ///
    /// Microsoft and the connector's users write to it; a certified connector is shown with it.
    ///
    /// ```json,bad,at=/info/contact/email
    /// { "info": { "contact": { "email": "support at contoso.com" } } }
    /// ```
    /// ```json,good
    /// { "info": { "contact": { "email": "support+flows@help.contoso.co.uk" } } }
    /// ```
    ContactEmailNotValid {
        levels: { Error },
        origin: Validator,
        codes: ["5000.3.1.4"],
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let contact = definition.info().and_then(|info| info.get("contact"));
    let Some(email) = contact.and_then(|contact| contact.get("email")) else { return };
    let Some(text) = email.as_str() else { return };
    // An empty value is another rule's.
    if !text.trim().is_empty() && !is_address(&text) {
        cx.report(email, format!("`{text}` is no e-mail address"))
            .help("write an address such as `support@contoso.com`");
    }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_plain = text.chars().all(|letter| letter.is_ascii_graphic() && !"<>()[],;:\\\"".contains(letter));
    is_plain
        && !local.is_empty()
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}
