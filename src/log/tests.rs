//! The five formats, and every message that was seen in public.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use snapbox::{IntoData as _, assert_data_eq, str};

use super::{LogFinding, Meaning, Target, place, read};
use crate::connector::Connector;
use crate::connector::files::Memory;
use crate::finding::Level;

/// Messages of the validator as they were quoted in public, with the rule that each comes from.
const VALIDATOR: &[(&str, &str)] = &[
    ("The 'contact' property is required.", "RequiredPropertyMissing"),
    ("The 'x-ms-connector-metadata' property is required.", "RequiredPropertyMissing"),
    ("The 'description' property is required.", "RequiredPropertyMissing"),
    ("The 'summary' property is required.", "RequiredPropertyMissing"),
    ("The 'x-ms-summary' property is required.", "RequiredPropertyMissing"),
    ("The 'title' value goes over the character limit '30'", "FieldLengthExceeded"),
    ("The 'description' value must be between '30' and '500' characters.", "FieldLengthNotInRange"),
    (
        "The value 'title' contains at least one of the restricted words: 'api, connector'.",
        "ValueContainsRestrictedWords",
    ),
    (
        "The value 'description' contains at least one of the restricted words: 'power apps, power automate, logic apps'.",
        "ValueContainsRestrictedWords",
    ),
    ("The 'description' value must be written in English.", "ValueMustBeInEnglish"),
    ("The 'summary' value must be written in English.", "ValueMustBeInEnglish"),
    ("Summary string contains any of the restricted characters [/\\<>*%&?]", "RestrictedCharactersInSummary"),
    ("The 'host' property, if present, must be a valid URI host without a scheme or path.", "HostNameNotValid"),
    (
        "The 'default' response should not have schema definition. Schemas should be defined on expected responses only.",
        "DefaultResponseHasSchema",
    ),
    (
        "The property 'scriptOperations' is not valid. If this property is an extension, its name must begin with \"x-\".",
        "ExtensionNameNotValid",
    ),
    (
        "The type of the property is incorrect. Expected type 'Object', but value is of type 'Array'.",
        "JsonTypeIncorrect",
    ),
    (
        "The 'default' value is of type 'Integer', but should match the given type 'String'.",
        "DefaultValueMustMatchType",
    ),
    ("The 'operationId' could not be found in this swagger document.", "OperationIdNotFound"),
    (
        "The parameter could not be found in operation 'GetMyPages' in the swagger document.",
        "OperationParameterNameNotFound",
    ),
    (
        "The path '/api/data/v9.0/{entityname}' is defined multiple times with different capitalization. Paths must be unique when compared case-insensitively.",
        "PathRedefined",
    ),
    (
        "The response example 'GENERAL_LIST' is not produced by the operation 'POST_search'.",
        "ResponseExampleMustBeProducedByOperation",
    ),
    ("The 'collectionFormat' keyword value 'Multi' is not supported.", "CollectionFormatValueNotSupported"),
    (
        "The total number of schemas in the object exceeds the max schema count allowed value of '512'. ...",
        "BodySchemaCountExceedsMaxAllowed",
    ),
    (
        "The operation 'Subscribe' is missing notification content extension as it has '1' properties marked as notification URL.",
        "OperationMustHaveNotificationContentExtension",
    ),
    (
        "The property is internal and has a default value, it must be required. Optional internal fields are ignored.",
        "PropertyMustBeRequired",
    ),
    (
        "At least one supported MIME type must be provided in 'consumes' for operation 'Edit_Step_Type'.",
        "ConsumesMissing",
    ),
    (
        "The MIME type 'application/text' is not supported. The supported mime types are: '[\"application/json\",\"text/plain\",\"multipart/form-data\",\"application/x-www-form-urlencoded\"]'.",
        "MimeTypeNotSupported",
    ),
    (
        "Encoding for path parameter 'org' is missing, which might lead to invalid requests. Use \"x-ms-url-encoding\": \"single\" to ensure the value is URL encoded.",
        "PathParameterMissingEncoding",
    ),
    (
        "The operation 'ListallJobs' has more than one response with specified schema, only one schema will be used in the designer.",
        "OperationHasManyResponsesWithSchema",
    ),
    ("The type/format 'number/int64' is not recognized", "UnrecognizedTypeFormat"),
];

/// Messages of the change detector, with the change that each stands for.
const CHANGES: &[(&str, &str)] = &[
    ("The operation has been deleted. This change breaks existing flows.", "OperationDeleted"),
    ("The path template has been changed for the operation.", "PathTemplateChanged"),
    (
        "The location has been changed for the parameter. Existing flows will continue to send the parameter in the old location.",
        "ParameterLocationChanged",
    ),
    ("The required parameter has been added.", "RequiredParameterAdded"),
    (
        "The required input field has been added. Existing flows will not send this new field.",
        "RequiredInputFieldAdded",
    ),
    ("The input field has been changed from optional to required.", "InputFieldMadeRequired"),
    (
        "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it.",
        "InputEnumValueRemoved",
    ),
    (
        "The list of enum values has been added to the input field. Existing flows may use values outside of this list.",
        "InputEnumAdded",
    ),
    (
        "The type has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed.",
        "OutputFieldTypeChanged",
    ),
    (
        "The type format has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed.",
        "OutputFieldFormatChanged",
    ),
];

const POINTER: &str = "paths/~1a b~1{id}/get/parameters/0";

/// The one finding of a log.
fn only(log: &str) -> LogFinding {
    let mut findings = read(log);
    assert_eq!(findings.len(), 1, "{log}: {findings:#?}");
    findings.remove(0)
}

#[test]
fn every_message_is_recognised_in_every_format() {
    for (message, rule) in VALIDATOR {
        let json = serde_json::json!({ "error": {
            "code": "SwaggerCertificationFailedWithErrors",
            "message": format!("Swagger certification failed with errors. Please validate again after fixing following errors: Error : {POINTER} : {message}\r\n"),
        } });
        let logs = [
            json.to_string(),
            format!(
                "Specified swagger has the following errors: 'Definition is not valid.  Error: 'Error : {POINTER} : {message}\\n'"
            ),
            format!("2023-08-01T10:11:12.1234567Z ##[error]{message} ValuePath: /{POINTER}"),
            format!(
                "##[warning]certified-connectors/A/apiDefinition.swagger.json(,): warning : {message} ValuePath: /{POINTER}"
            ),
            format!(
                "##[error]src\\new\\A\\apiDefinition.swagger.json(,): error {rule}: {message} ValuePath: '{POINTER}' Value: 'it's'"
            ),
            format!("{message} ValuePath: /{POINTER}"),
        ];
        for log in logs {
            let found = only(&log);
            let told = found.foreign_rule.as_deref().or(match found.meaning {
                Some(Meaning::Rule(rule)) => Some(rule),
                _ => None,
            });
            assert_eq!(told, Some(*rule), "{log}");
            assert_eq!(found.target, Some(Target::Pointer(format!("/{POINTER}"))), "{log}");
            let is_warning = log.starts_with("##[warning]");
            let level = if is_warning { Level::Warning } else { Level::Error };
            assert!(found.level.is_none_or(|told| told == level), "{log}");
        }
    }
}

#[test]
fn every_change_is_recognised() {
    for (message, change) in CHANGES {
        let found = only(&format!("##[error]{message} ValuePath: operation/Get Item/parameter/a Source: NewSwagger"));
        assert_eq!(found.meaning, Some(Meaning::Change(change)));
        assert_eq!(found.target, Some(Target::Operation("operation/Get Item/parameter/a".to_owned())));
        assert_eq!(found.message, *message);
    }
}

#[test]
fn many_items_in_one_text_are_told_apart() {
    let wizard = "Specified swagger has the following errors: 'Error : info : The 'contact' property is required.\n   ##   \
                  Error : The 'x-ms-connector-metadata' property is required.\n   ##   Error : definitions/a : b/type : \
                  Something new happened.\n'";
    let paconn = "{\"error\":{\"code\":\"x\",\"message\":\"Swagger certification failed with errors. Please: Error : info : \
                  The 'contact' property is required.\\r\\nError : The 'x-ms-connector-metadata' property is required.\"}}";
    let told = |log: &str| -> String {
        let line =
            |found: LogFinding| format!("{} {:?} {:?} {}\n", found.line, found.target, found.meaning, found.message);
        read(log).into_iter().map(line).collect()
    };
    assert_data_eq!(
        format!("{}{}", told(wizard), told(paconn)),
        str![[r#"
1 Some(Pointer("/info")) Some(Rule("RequiredPropertyMissing")) The 'contact' property is required.
2 Some(Pointer("")) Some(Rule("RequiredPropertyMissing")) The 'x-ms-connector-metadata' property is required.
3 Some(Pointer("/definitions/a")) None b/type : Something new happened.
1 Some(Pointer("/info")) Some(Rule("RequiredPropertyMissing")) The 'contact' property is required.
1 Some(Pointer("")) Some(Rule("RequiredPropertyMissing")) The 'x-ms-connector-metadata' property is required.

"#]]
        .raw()
    );
}

#[test]
fn other_lines_of_a_log_are_passed_over() {
    let log = "Starting: Validate\n##[section]Finishing\n##[error]PowerShell exited with code '1'.\nSwagger certification \
               failed with errors.\n\nhttps://example.com/a/5000.html version 5000.1\n";
    assert_eq!(read(log), []);
}

#[test]
fn policy_codes_and_readers_are_understood() {
    let code = only("- Policy Code: 5000.2.6.2  Message: Something is not complete.");
    assert_eq!((code.code.as_deref(), code.message.as_str()), (Some("5000.2.6.2"), "Something is not complete."));
    let syntax = only(
        "##[error]Swagger file 'a.json' is invalid. Details: After parsing a value ... Path 'info', line 3, position 5.",
    );
    assert_eq!(syntax.meaning, Some(Meaning::Rule("JsonSyntax")));
    assert_eq!(syntax.target, Some(Target::Position(3, 5)));
    let member = only(
        "{\"error\":{\"code\":\"InvalidRequestContent\",\"message\":\"The request content was invalid: 'Could not find \
         member 'x' on object of type 'ApiPropertiesDefinition'. Path 'properties.x', line 1, position 1161.'.\"}}",
    );
    assert_eq!(member.target, Some(Target::Pointer("/properties/x".to_owned())));
    assert_eq!(member.role, crate::connector::Role::Properties);
    let root = only("##[error]The 'x-ms-connector-metadata' property is required.");
    assert_eq!(root.target, Some(Target::Pointer(String::new())));
    let quoted =
        only("definitions/customDefinition/properties/prop1/format: The type/format 'number/int64' is not recognized");
    assert_eq!(
        quoted.target,
        Some(Target::Pointer("/definitions/customDefinition/properties/prop1/format".to_owned()))
    );
}

#[test]
fn a_rule_that_connkit_lacks_keeps_its_name() {
    let found = only("##[error]x.json(,): error RuleOfTomorrow: Something is odd. ValuePath: 'info' Value: ''");
    assert_eq!((found.meaning, found.foreign_rule.as_deref()), (None, Some("RuleOfTomorrow")));
}

#[test]
fn places_are_found_or_the_nearest_that_exist() {
    let definition = r##"{
  "info": { "title": "A" },
  "paths": { "/a": { "post": { "operationId": "Do",
    "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/In" } }],
    "responses": { "200": { "schema": { "type": "array", "items": { "properties": { "x": { "type": "string" } } } } } }
  }, "x-ms-notification-content": { "schema": { "properties": { "id": { "format": "int32" } } } } } },
  "definitions": { "In": { "properties": { "kind": { "enum": ["a"] } } } }
}"##;
    let files = Memory::new([("apiDefinition.swagger.json".to_owned(), definition.as_bytes().to_vec())]);
    let connector = Connector::load(&files).unwrap();
    let place = |path: &str| {
        let found = only(&format!("##[error]The required parameter has been added. ValuePath: {path}"));
        let placed = place::find(&connector, &found).unwrap();
        let document = connector.artifacts()[0].document().unwrap();
        let text = document.text().slice(placed.place.span);
        format!("{path} -> {:?} {text} {:?}\n", placed.pointer.unwrap_or_default(), placed.missing)
    };
    let paths = [
        "/info/title",
        "/info/contact/name",
        "/nowhere",
        "operation/Gone",
        "operation/Do/parameter/body/schema/kind/enum",
        "operation/Do/parameter/new",
        "operation/Do/responses/200/schema/items/x/type",
        "operation/Do/responses/x-ms-notification-content/schema/id/format",
    ];
    assert_data_eq!(paths.map(place).concat(), str![[r#"
/info/title -> "/info/title" "A" ""
/info/contact/name -> "/info/contact/name" "info" "/contact/name"
/nowhere -> "/nowhere" { "/nowhere"
operation/Gone -> "/paths" "paths" "/Gone"
operation/Do/parameter/body/schema/kind/enum -> "/definitions/In/properties/kind/enum" "enum" ""
operation/Do/parameter/new -> "/paths/~1a/post" "post" "/parameter/new"
operation/Do/responses/200/schema/items/x/type -> "/paths/~1a/post/responses/200/schema/items/properties/x/type" "string" ""
operation/Do/responses/x-ms-notification-content/schema/id/format -> "/paths/~1a/x-ms-notification-content/schema/properties/id/format" "int32" ""

"#]].raw());
}
