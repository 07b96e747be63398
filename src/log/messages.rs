//! How messages of the hosted services are told apart: their fixed words, and the rule or change that they stand for.
//!
//! The words serve for recognition only; connkit says things in its own.

/// What was recognised in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The official id of a rule of the validator.
    Rule(&'static str),
    /// A change between two versions that breaks flows.
    Change(&'static str),
}

/// `*` stands for anything; what follows the last words is free, so that cut messages are recognised too.
const VALIDATOR: &[(&str, &str)] = &[
    ("the '*' property is required", "RequiredPropertyMissing"),
    ("the '*' value goes over the character limit", "FieldLengthExceeded"),
    ("the '*' value must be between '*' and '*' characters", "FieldLengthNotInRange"),
    ("the value '*' contains at least one of the restricted words", "ValueContainsRestrictedWords"),
    ("the '*' value must be written in english", "ValueMustBeInEnglish"),
    ("summary string contains any of the restricted characters", "RestrictedCharactersInSummary"),
    ("the 'host' property, if present, must be", "HostNameNotValid"),
    ("the 'default' response should not have schema", "DefaultResponseHasSchema"),
    ("the property '*' is not valid. if this property is an extension", "ExtensionNameNotValid"),
    ("the type of the property is incorrect", "JsonTypeIncorrect"),
    ("the 'default' value is of type '*', but should match", "DefaultValueMustMatchType"),
    ("the 'operationid' could not be found", "OperationIdNotFound"),
    ("the parameter could not be found in operation", "OperationParameterNameNotFound"),
    ("the path '*' is defined multiple times with different capitalization", "PathRedefined"),
    ("the response example '*' is not produced by the operation", "ResponseExampleMustBeProducedByOperation"),
    ("the 'collectionformat' keyword value '*' is not supported", "CollectionFormatValueNotSupported"),
    ("the total number of schemas in the object exceeds", "BodySchemaCountExceedsMaxAllowed"),
    ("the operation '*' is missing notification content", "OperationMustHaveNotificationContentExtension"),
    ("the property is internal and has a default value, it must be required", "PropertyMustBeRequired"),
    ("at least one supported mime type must be provided in 'consumes'", "ConsumesMissing"),
    ("the mime type '*' is not supported", "MimeTypeNotSupported"),
    ("encoding for path parameter '*' is missing", "PathParameterMissingEncoding"),
    ("the operation '*' has more than one response with", "OperationHasManyResponsesWithSchema"),
    ("the type/format '*' is not recognized", "UnrecognizedTypeFormat"),
    // The reader of the service, before any rule runs.
    ("swagger file '*' is invalid", "JsonSyntax"),
    ("swagger file '*' is empty or", "JsonSyntax"),
];

const CHANGES: &[(&str, &str)] = &[
    ("the operation has been deleted", "OperationDeleted"),
    ("the path template has been changed", "PathTemplateChanged"),
    ("the location has been changed for the parameter", "ParameterLocationChanged"),
    ("the required parameter has been added", "RequiredParameterAdded"),
    ("the required input field has been added", "RequiredInputFieldAdded"),
    ("the input field has been changed from optional to required", "InputFieldMadeRequired"),
    ("an enum value has been removed from the input field", "InputEnumValueRemoved"),
    ("the list of enum values has been added to the input field", "InputEnumAdded"),
    ("the type has been changed for the output field", "OutputFieldTypeChanged"),
    ("the type format has been changed for the output field", "OutputFieldFormatChanged"),
];

/// What a message stands for; `None` for one that was never seen.
pub fn recognise(message: &str) -> Option<Meaning> {
    let message = message.trim().to_lowercase();
    let find = |table: &[(&'static str, &'static str)]| {
        table.iter().find(|(words, _)| begins_with(&message, words)).map(|(_, name)| *name)
    };
    find(VALIDATOR).map(Meaning::Rule).or_else(|| find(CHANGES).map(Meaning::Change))
}

/// Whether a message begins with the pieces of a template, with anything between them.
fn begins_with(message: &str, template: &str) -> bool {
    let mut pieces = template.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| message.strip_prefix(first)) else { return false };
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    true
}
