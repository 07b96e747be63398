// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod api_annotation_extension_replacement_info_for_non_deprecated_operations;
    pub mod api_annotation_extension_replacement_info_missing_api_property;
    pub mod api_annotation_extension_replacement_info_missing_operation_id_property;
    pub mod array_duplicate_value;
    pub mod body_or_form_data_parameter_in_fetch_operation_not_allowed;
    pub mod connection_id_parameter_not_allowed;
    pub mod consumes_missing;
    pub mod duplicate_operation_path;
    pub mod invalid_form_data_parameter_name;
    pub mod invalid_next_link_name_value;
    pub mod mime_type_not_compatible_with_request_content_schema_type;
    pub mod mime_type_not_supported;
    pub mod mime_type_not_valid;
    pub mod operation_family_has_duplicate_revisions;
    pub mod operation_family_has_many_active_operations;
    pub mod operation_family_has_many_active_production_operations;
    pub mod operation_family_has_many_empty_revisions;
    pub mod operation_has_many_responses_with_schema;
    pub mod operation_id_not_unique;
    pub mod operation_id_required;
    pub mod operation_id_sanitized;
    pub mod operation_id_should_end_with_revision;
    pub mod operation_id_too_long;
    pub mod operation_missing_path_parameter;
    pub mod operation_must_have_response;
    pub mod operation_parameters_are_not_unique;
    pub mod operation_parameters_contain_duplicate_parameter;
    pub mod operation_parameters_contain_multiple_body_parameters;
    pub mod operation_revision_empty;
    pub mod path_parameters_contain_duplicate_parameter;
    pub mod path_parameters_contain_multiple_body_parameters;
}

pub mod document {
    pub mod json_syntax;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::api_annotation_extension_replacement_info_for_non_deprecated_operations::RULE,
    &definition::api_annotation_extension_replacement_info_missing_api_property::RULE,
    &definition::api_annotation_extension_replacement_info_missing_operation_id_property::RULE,
    &definition::array_duplicate_value::RULE,
    &definition::body_or_form_data_parameter_in_fetch_operation_not_allowed::RULE,
    &definition::connection_id_parameter_not_allowed::RULE,
    &definition::consumes_missing::RULE,
    &definition::duplicate_operation_path::RULE,
    &definition::invalid_form_data_parameter_name::RULE,
    &definition::invalid_next_link_name_value::RULE,
    &definition::mime_type_not_compatible_with_request_content_schema_type::RULE,
    &definition::mime_type_not_supported::RULE,
    &definition::mime_type_not_valid::RULE,
    &definition::operation_family_has_duplicate_revisions::RULE,
    &definition::operation_family_has_many_active_operations::RULE,
    &definition::operation_family_has_many_active_production_operations::RULE,
    &definition::operation_family_has_many_empty_revisions::RULE,
    &definition::operation_has_many_responses_with_schema::RULE,
    &definition::operation_id_not_unique::RULE,
    &definition::operation_id_required::RULE,
    &definition::operation_id_sanitized::RULE,
    &definition::operation_id_should_end_with_revision::RULE,
    &definition::operation_id_too_long::RULE,
    &definition::operation_missing_path_parameter::RULE,
    &definition::operation_must_have_response::RULE,
    &definition::operation_parameters_are_not_unique::RULE,
    &definition::operation_parameters_contain_duplicate_parameter::RULE,
    &definition::operation_parameters_contain_multiple_body_parameters::RULE,
    &definition::operation_revision_empty::RULE,
    &definition::path_parameters_contain_duplicate_parameter::RULE,
    &definition::path_parameters_contain_multiple_body_parameters::RULE,
    &document::json_syntax::RULE,
];
