// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod allow_empty_value_only_valid_for_query_form_data;
    pub mod api_annotation_extension_replacement_info_for_non_deprecated_operations;
    pub mod api_annotation_extension_replacement_info_missing_api_property;
    pub mod api_annotation_extension_replacement_info_missing_operation_id_property;
    pub mod array_duplicate_value;
    pub mod array_has_no_items;
    pub mod base_path_not_valid;
    pub mod body_or_form_data_parameter_in_fetch_operation_not_allowed;
    pub mod body_parameter_property_not_valid;
    pub mod collection_format_value_not_supported;
    pub mod connection_id_parameter_not_allowed;
    pub mod connector_metadata_properties_missing;
    pub mod consumes_missing;
    pub mod contact_email_not_valid;
    pub mod default_value_must_match_type;
    pub mod discriminator_must_be_a_required_string_property;
    pub mod duplicate_enum_values_in_extension;
    pub mod duplicate_operation_path;
    pub mod enum_must_contain_at_least_one_element;
    pub mod exclusive_maximum_requires_maximum;
    pub mod exclusive_minimum_requires_minimum;
    pub mod extension_name_not_valid;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod file_parameter_must_be_in_form_data;
    pub mod host_name_not_valid;
    pub mod internal_property_with_default_optional;
    pub mod invalid_connector_category;
    pub mod invalid_custom_editor_extension_dictionary_value;
    pub mod invalid_enum_value;
    pub mod invalid_enum_values_extension_value;
    pub mod invalid_form_data_parameter_name;
    pub mod invalid_next_link_name_value;
    pub mod invalid_string_binary_property;
    pub mod json_type_incorrect;
    pub mod json_value_not_in_enum;
    pub mod max_items_must_be_greater_than_or_equal_to_zero;
    pub mod max_length_must_be_greater_than_or_equal_to_zero;
    pub mod max_properties_must_be_greater_than_or_equal_to_zero;
    pub mod mime_type_not_compatible_with_request_content_schema_type;
    pub mod mime_type_not_supported;
    pub mod mime_type_not_valid;
    pub mod min_items_must_be_greater_than_or_equal_to_zero;
    pub mod min_items_should_be_less_than_or_equal_to_max_items;
    pub mod min_length_must_be_greater_than_or_equal_to_zero;
    pub mod min_length_should_be_less_than_or_equal_to_max_length;
    pub mod min_properties_must_be_greater_than_or_equal_to_zero;
    pub mod minimum_should_be_less_than_or_equal_to_maximum;
    pub mod missing_enum_values_display_name;
    pub mod multiple_of_must_be_greater_than_zero;
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
    pub mod pattern_should_be_valid_regular_expression;
    pub mod production_status_on_beta_service;
    pub mod property_must_be_required;
    pub mod query_parameter_encoding_not_supported;
    pub mod required_property_array_empty;
    pub mod required_property_definition_missing;
    pub mod required_property_missing;
    pub mod required_property_not_on_object;
    pub mod required_value_empty;
    pub mod reserved_parameter_is_used;
    pub mod restricted_characters_in_summary;
    pub mod specification_version_incorrect;
    pub mod string_binary_not_supported_for_form_url_encoded;
    pub mod swagger_keyword_not_supported;
    pub mod tag_redefined;
    pub mod too_many_connector_categories;
    pub mod total_operations_count_exceeds_max_allowed;
    pub mod unrecognized_type_format;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
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
    &definition::allow_empty_value_only_valid_for_query_form_data::RULE,
    &definition::api_annotation_extension_replacement_info_for_non_deprecated_operations::RULE,
    &definition::api_annotation_extension_replacement_info_missing_api_property::RULE,
    &definition::api_annotation_extension_replacement_info_missing_operation_id_property::RULE,
    &definition::array_duplicate_value::RULE,
    &definition::array_has_no_items::RULE,
    &definition::base_path_not_valid::RULE,
    &definition::body_or_form_data_parameter_in_fetch_operation_not_allowed::RULE,
    &definition::body_parameter_property_not_valid::RULE,
    &definition::collection_format_value_not_supported::RULE,
    &definition::connection_id_parameter_not_allowed::RULE,
    &definition::connector_metadata_properties_missing::RULE,
    &definition::consumes_missing::RULE,
    &definition::contact_email_not_valid::RULE,
    &definition::default_value_must_match_type::RULE,
    &definition::discriminator_must_be_a_required_string_property::RULE,
    &definition::duplicate_enum_values_in_extension::RULE,
    &definition::duplicate_operation_path::RULE,
    &definition::enum_must_contain_at_least_one_element::RULE,
    &definition::exclusive_maximum_requires_maximum::RULE,
    &definition::exclusive_minimum_requires_minimum::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::file_parameter_must_be_in_form_data::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::internal_property_with_default_optional::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::invalid_custom_editor_extension_dictionary_value::RULE,
    &definition::invalid_enum_value::RULE,
    &definition::invalid_enum_values_extension_value::RULE,
    &definition::invalid_form_data_parameter_name::RULE,
    &definition::invalid_next_link_name_value::RULE,
    &definition::invalid_string_binary_property::RULE,
    &definition::json_type_incorrect::RULE,
    &definition::json_value_not_in_enum::RULE,
    &definition::max_items_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_length_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_properties_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::mime_type_not_compatible_with_request_content_schema_type::RULE,
    &definition::mime_type_not_supported::RULE,
    &definition::mime_type_not_valid::RULE,
    &definition::min_items_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::min_items_should_be_less_than_or_equal_to_max_items::RULE,
    &definition::min_length_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::min_length_should_be_less_than_or_equal_to_max_length::RULE,
    &definition::min_properties_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::minimum_should_be_less_than_or_equal_to_maximum::RULE,
    &definition::missing_enum_values_display_name::RULE,
    &definition::multiple_of_must_be_greater_than_zero::RULE,
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
    &definition::pattern_should_be_valid_regular_expression::RULE,
    &definition::production_status_on_beta_service::RULE,
    &definition::property_must_be_required::RULE,
    &definition::query_parameter_encoding_not_supported::RULE,
    &definition::required_property_array_empty::RULE,
    &definition::required_property_definition_missing::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_property_not_on_object::RULE,
    &definition::required_value_empty::RULE,
    &definition::reserved_parameter_is_used::RULE,
    &definition::restricted_characters_in_summary::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::string_binary_not_supported_for_form_url_encoded::RULE,
    &definition::swagger_keyword_not_supported::RULE,
    &definition::tag_redefined::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::total_operations_count_exceeds_max_allowed::RULE,
    &definition::unrecognized_type_format::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
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
