//! What a readme says of operations, taken from the definition.

use crate::connector::definition::{Definition, Operation};

/// The summary as a heading below another one, and the description; `None` without a summary.
pub fn documentation(operation: &Operation<'_>, section: u8, line_end: &str) -> Option<String> {
    let summary = operation.str("summary")?;
    let description = operation.str("description").unwrap_or_default();
    // What follows the first line may have headings of its own.
    let description = description.trim().lines().next().unwrap_or_default();
    let marks = "#".repeat(section as usize + 1);
    let heading = format!("{marks} {}", summary.trim());
    Some(match description.trim() {
        "" => heading,
        description => format!("{heading}{line_end}{line_end}{description}"),
    })
}

/// That of all operations which a user finds in the designer, with blank lines between; `None` where there is nothing to say.
pub fn documentations(definition: &Definition<'_>, section: u8, line_end: &str) -> Option<String> {
    let visible =
        definition.operations.iter().filter(|operation| !operation.is_internal() && !operation.is_deprecated());
    let all: Vec<String> = visible.filter_map(|operation| documentation(operation, section, line_end)).collect();
    (!all.is_empty()).then(|| all.join(&format!("{line_end}{line_end}")))
}
