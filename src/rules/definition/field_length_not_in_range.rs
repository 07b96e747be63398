use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// The description of the connector is too short or too long.
    ///
    /// It is shown in the catalogue and has to have 30 to 500 characters.
    ///
    /// ```json,bad,at=/info/description
    /// { "info": { "description": "Reads orders." } }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Reads and writes orders today." } }
    /// ```
    FieldLengthNotInRange {
        levels: { Error, Error, Hint },
        origin: Validator,
        codes: ["5000.2.3.4"],
        evidence: "observed: error in public logs (30 to 500, both inclusive); 2 of 1,034 published connectors, before 2022",
        since: "0.1.0",
        check: Prose(check),
    }
}

const SHORTEST: usize = 30;
const LONGEST: usize = 500;

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role != ProseRole::ConnectorDescription {
        return;
    }
    // As the platform counts: in UTF-16 units.
    let length = prose.text.encode_utf16().count();
    if length < SHORTEST {
        cx.report(
            prose.node,
            format!("the description has {length} characters, and at least {SHORTEST} are asked for"),
        )
        .help("say what the connector does and for whom");
    } else if length > LONGEST {
        cx.report(prose.node, format!("the description has {length} characters, and at most {LONGEST} are allowed"))
            .help("shorten it, and say the rest in the readme");
    }
}
