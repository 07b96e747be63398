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
    pub mod file_parameter_must_be_in_form_data;
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
    pub mod operation_path_contains_unsupported_characters;
    pub mod operation_path_may_not_contain_query_or_fragment;
    pub mod operation_path_must_start_with_slash;
    pub mod operation_path_template_not_valid;
    pub mod operation_path_variables_contain_defaults;
    pub mod operation_revision_empty;
    pub mod operation_should_have_successful_response;
    pub mod operation_status_ahead_of_connector;
    pub mod operation_summary_too_long;
    pub mod parameter_list_contains_form_data_and_body;
    pub mod partial_duplicate_operation_path;
    pub mod path_item_ref_not_suppored;
    pub mod path_parameter_missing_encoding;
    pub mod path_parameter_must_be_required;
    pub mod path_parameter_not_defined_in_template;
    pub mod path_parameters_contain_duplicate_parameter;
    pub mod path_parameters_contain_multiple_body_parameters;
    pub mod path_redefined;
    pub mod production_status_on_beta_service;
    pub mod query_parameter_encoding_not_supported;
    pub mod reserved_parameter_is_used;
    pub mod restricted_characters_in_summary;
    pub mod string_binary_not_supported_for_form_url_encoded;
    pub mod total_operations_count_exceeds_max_allowed;
}

pub mod document {
    pub mod byte_order_mark;
    pub mod file_too_large;
    pub mod file_unreadable;
    pub mod json_comment;
    pub mod json_control_character;
    pub mod json_key_duplicate;
    pub mod json_syntax;
    pub mod json_trailing_comma;
    pub mod json_unknown_space;
    pub mod not_utf8;
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
    &definition::file_parameter_must_be_in_form_data::RULE,
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
    &definition::operation_path_contains_unsupported_characters::RULE,
    &definition::operation_path_may_not_contain_query_or_fragment::RULE,
    &definition::operation_path_must_start_with_slash::RULE,
    &definition::operation_path_template_not_valid::RULE,
    &definition::operation_path_variables_contain_defaults::RULE,
    &definition::operation_revision_empty::RULE,
    &definition::operation_should_have_successful_response::RULE,
    &definition::operation_status_ahead_of_connector::RULE,
    &definition::operation_summary_too_long::RULE,
    &definition::parameter_list_contains_form_data_and_body::RULE,
    &definition::partial_duplicate_operation_path::RULE,
    &definition::path_item_ref_not_suppored::RULE,
    &definition::path_parameter_missing_encoding::RULE,
    &definition::path_parameter_must_be_required::RULE,
    &definition::path_parameter_not_defined_in_template::RULE,
    &definition::path_parameters_contain_duplicate_parameter::RULE,
    &definition::path_parameters_contain_multiple_body_parameters::RULE,
    &definition::path_redefined::RULE,
    &definition::production_status_on_beta_service::RULE,
    &definition::query_parameter_encoding_not_supported::RULE,
    &definition::reserved_parameter_is_used::RULE,
    &definition::restricted_characters_in_summary::RULE,
    &definition::string_binary_not_supported_for_form_url_encoded::RULE,
    &definition::total_operations_count_exceeds_max_allowed::RULE,
    &document::byte_order_mark::RULE,
    &document::file_too_large::RULE,
    &document::file_unreadable::RULE,
    &document::json_comment::RULE,
    &document::json_control_character::RULE,
    &document::json_key_duplicate::RULE,
    &document::json_syntax::RULE,
    &document::json_trailing_comma::RULE,
    &document::json_unknown_space::RULE,
    &document::not_utf8::RULE,
];
