use crate::finding::Level;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text of the connector is not written in English.
    ///
    /// Titles, descriptions and summaries are shown to everybody and translated from English. Offline only letters of other
    /// scripts can be told: a text that has mostly such letters is refused for certain, single ones may be slips, such as a
    /// Cyrillic letter that looks like a Latin one.
    ///
    /// ```json,bad,at=/info/description,at=/paths/~1orders~1{id}/get/summary
    /// {
    ///   "info": { "description": "Это соединитель для заказов небольших магазинов в интернете." },
    ///   "paths": { "/orders/{id}": { "get": { "summary": "Get an оrder" } } }
    /// }
    /// ```
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/description
    /// { "definitions": { "Order": { "properties": { "id": { "description": "Номер заказа." } } } } }
    /// ```
    /// Accents, typographic quotes and signs are fine.
    ///
    /// ```json,good
    /// { "info": { "title": "Café Orders™", "description": "“Contoso” keeps the orders of Zürich’s small shops – up to 100 €." },
    ///   "paths": { "/orders/{id}": { "get": { "summary": "Get a café’s order" } } } }
    /// ```
    ValueMustBeInEnglish {
        levels: { Error, Error, Hint },
        origin: Validator,
        codes: ["5000.2.3.1"],
        evidence: "observed: error in public logs; 0 of 1,034 published connectors have letters of another script",
        since: "0.1.0",
        check: Prose(check),
    }
}

/// The last letter of the Latin blocks (Latin Extended Additional follows further on).
const LAST_LATIN: char = '\u{24f}';

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.text.is_ascii() {
        return;
    }
    let is_looked_at = matches!(
        prose.role,
        ProseRole::ConnectorTitle
            | ProseRole::ConnectorDescription
            | ProseRole::OperationSummary
            | ProseRole::OperationDescription
    );
    if !is_looked_at && prose.is_internal {
        return;
    }
    let foreign: String = prose.text.chars().filter(|letter| is_foreign(*letter)).collect();
    let Some(first) = foreign.chars().next() else { return };
    let letters = prose.text.chars().filter(|letter| letter.is_alphabetic()).count();
    if foreign.chars().count() * 2 > letters {
        // Nobody has seen that the validator looks at the texts of parameters, responses and fields.
        let ceiling = if is_looked_at { Level::Error } else { Level::Warning };
        cx.report(prose.node, "the text is not in English").help("translate it").at_most(ceiling);
    } else if is_looked_at {
        cx.report(prose.node, format!("the letter `{first}` (U+{:04X}) is of another script", u32::from(first)))
            .help("write it with Latin letters")
            .at_most(Level::Warning);
    }
}

fn is_foreign(letter: char) -> bool {
    // Superscripts, units and ligatures that typesetters use count as signs.
    let is_sign = matches!(letter, '\u{1d00}'..='\u{1eff}' | '\u{2070}'..='\u{218f}' | '\u{fb00}'..='\u{fb06}');
    letter.is_alphabetic() && letter > LAST_LATIN && !is_sign
}
