use crate::connector::properties::Properties;
use crate::connector::secret::email_address;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The name of the publisher or stack owner has signs that names do not have.
    ///
    /// Names are shown on public pages. Letters of all languages, digits, blanks and the usual punctuation of company
    /// names pass; an address of a web page, brackets or marks of a template do not belong there.
    ///
    /// ```apiProperties.json,bad,at=/properties/stackOwner
    /// { "properties": { "stackOwner": "https://contoso.com" } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/publisher
    /// { "properties": { "publisher": "<Publisher's Name>" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": "András O'Neill-Müller, Fabrikam & Co. (Ltd)", "stackOwner": "" } }
    /// ```
    OwnerNameNotPlain {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented as alphanumeric, which 226 published names are not; 7 of 957 have other signs than punctuation of names",
        since: "0.1.0",
        check: Properties(check),
    }
}

const PUNCTUATION: &str = " ,.&'’()-–+!|";

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    for key in ["publisher", "stackOwner"] {
        let Some(node) = properties.get(key) else { continue };
        let Some(name) = node.as_str() else { continue };
        let stranger = name.char_indices().find(|(_, sign)| !sign.is_alphanumeric() && !PUNCTUATION.contains(*sign));
        let Some((at, sign)) = stranger else { continue };
        if email_address(&name).is_none() {
            cx.report(
                At::within(node, at..at + sign.len_utf8()),
                format!("`{sign}` does not belong in the name `{name}`"),
            )
            .help("write the name of the company or person alone");
        }
    }
}
