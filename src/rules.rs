// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod additional_property_not_allowed;
    pub mod allow_empty_value_only_valid_for_query_form_data;
    pub mod array_has_no_items;
    pub mod base_path_not_valid;
    pub mod body_parameter_property_not_valid;
    pub mod collection_format_value_not_supported;
    pub mod connector_metadata_properties_missing;
    pub mod contact_email_not_valid;
    pub mod default_value_must_match_type;
    pub mod discriminator_must_be_a_required_string_property;
    pub mod duplicate_enum_values_in_extension;
    pub mod dynamic_extension_definition_not_allowed_in_parameter;
    pub mod dynamic_list_extension_required_for_ambiguous_references;
    pub mod dynamic_list_extension_required_for_non_parameter_references;
    pub mod dynamic_properties_extension_required_for_ambiguous_references;
    pub mod dynamic_properties_extension_required_for_non_parameter_references;
    pub mod dynamic_properties_extension_required_for_properties_value_path;
    pub mod dynamic_properties_item_value_path_mismatch;
    pub mod dynamic_tree_extension_missing;
    pub mod enum_must_contain_at_least_one_element;
    pub mod exclusive_maximum_requires_maximum;
    pub mod exclusive_minimum_requires_minimum;
    pub mod extension_name_not_valid;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod filter_functions_property_empty;
    pub mod filter_functions_property_has_duplicates;
    pub mod filter_functions_property_in_input_schema;
    pub mod filter_functions_property_invalid_value;
    pub mod host_name_not_valid;
    pub mod internal_property_with_default_optional;
    pub mod invalid_connector_category;
    pub mod invalid_custom_editor_extension_dictionary_value;
    pub mod invalid_enum_value;
    pub mod invalid_enum_values_extension_value;
    pub mod invalid_string_binary_property;
    pub mod invoked_operation_should_produce_array;
    pub mod invoked_operation_should_produce_property;
    pub mod json_type_incorrect;
    pub mod json_value_not_in_enum;
    pub mod max_items_must_be_greater_than_or_equal_to_zero;
    pub mod max_length_must_be_greater_than_or_equal_to_zero;
    pub mod max_properties_must_be_greater_than_or_equal_to_zero;
    pub mod min_items_must_be_greater_than_or_equal_to_zero;
    pub mod min_items_should_be_less_than_or_equal_to_max_items;
    pub mod min_length_must_be_greater_than_or_equal_to_zero;
    pub mod min_length_should_be_less_than_or_equal_to_max_length;
    pub mod min_properties_must_be_greater_than_or_equal_to_zero;
    pub mod minimum_should_be_less_than_or_equal_to_maximum;
    pub mod missing_enum_values_display_name;
    pub mod multiple_of_must_be_greater_than_zero;
    pub mod next_link_property_missing;
    pub mod notification_extension_not_supported_in_webhook_operation;
    pub mod notification_extension_supported_for_trigger_only;
    pub mod notification_operation_must_be_webhook;
    pub mod notification_url_not_allowed_in_this_position;
    pub mod notification_url_not_internal;
    pub mod notification_url_not_required;
    pub mod notification_url_not_string;
    pub mod one_of_properties_required;
    pub mod operation_id_not_found;
    pub mod operation_missing_required_property;
    pub mod operation_must_have_notification_content_extension;
    pub mod operation_parameter_name_is_ambiguous;
    pub mod operation_parameter_name_not_found;
    pub mod operation_parameter_required_mismatch;
    pub mod operation_parameter_static_type_mismatch;
    pub mod operation_parameter_type_mismatch;
    pub mod paramters_with_same_name_must_have_same_type_and_visibility;
    pub mod pattern_should_be_valid_regular_expression;
    pub mod polling_trigger_without_array;
    pub mod property_must_be_required;
    pub mod required_property_array_empty;
    pub mod required_property_definition_missing;
    pub mod required_property_missing;
    pub mod required_property_not_on_object;
    pub mod required_read_only_property_not_allowed_as_input;
    pub mod required_value_empty;
    pub mod selected_item_value_path_not_allowed_in_this_position;
    pub mod source_property_internal;
    pub mod specification_version_incorrect;
    pub mod swagger_keyword_not_supported;
    pub mod tag_redefined;
    pub mod test_connection_input_missing;
    pub mod test_connection_operation_not_get;
    pub mod too_many_connector_categories;
    pub mod unrecognized_type_format;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
    pub mod webhook_delete_missing;
    pub mod webhook_operations_missing_notification_url_property;
}

pub mod document {
    pub mod json_syntax;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::additional_property_not_allowed::RULE,
    &definition::allow_empty_value_only_valid_for_query_form_data::RULE,
    &definition::array_has_no_items::RULE,
    &definition::base_path_not_valid::RULE,
    &definition::body_parameter_property_not_valid::RULE,
    &definition::collection_format_value_not_supported::RULE,
    &definition::connector_metadata_properties_missing::RULE,
    &definition::contact_email_not_valid::RULE,
    &definition::default_value_must_match_type::RULE,
    &definition::discriminator_must_be_a_required_string_property::RULE,
    &definition::duplicate_enum_values_in_extension::RULE,
    &definition::dynamic_extension_definition_not_allowed_in_parameter::RULE,
    &definition::dynamic_list_extension_required_for_ambiguous_references::RULE,
    &definition::dynamic_list_extension_required_for_non_parameter_references::RULE,
    &definition::dynamic_properties_extension_required_for_ambiguous_references::RULE,
    &definition::dynamic_properties_extension_required_for_non_parameter_references::RULE,
    &definition::dynamic_properties_extension_required_for_properties_value_path::RULE,
    &definition::dynamic_properties_item_value_path_mismatch::RULE,
    &definition::dynamic_tree_extension_missing::RULE,
    &definition::enum_must_contain_at_least_one_element::RULE,
    &definition::exclusive_maximum_requires_maximum::RULE,
    &definition::exclusive_minimum_requires_minimum::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::filter_functions_property_empty::RULE,
    &definition::filter_functions_property_has_duplicates::RULE,
    &definition::filter_functions_property_in_input_schema::RULE,
    &definition::filter_functions_property_invalid_value::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::internal_property_with_default_optional::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::invalid_custom_editor_extension_dictionary_value::RULE,
    &definition::invalid_enum_value::RULE,
    &definition::invalid_enum_values_extension_value::RULE,
    &definition::invalid_string_binary_property::RULE,
    &definition::invoked_operation_should_produce_array::RULE,
    &definition::invoked_operation_should_produce_property::RULE,
    &definition::json_type_incorrect::RULE,
    &definition::json_value_not_in_enum::RULE,
    &definition::max_items_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_length_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_properties_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::min_items_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::min_items_should_be_less_than_or_equal_to_max_items::RULE,
    &definition::min_length_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::min_length_should_be_less_than_or_equal_to_max_length::RULE,
    &definition::min_properties_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::minimum_should_be_less_than_or_equal_to_maximum::RULE,
    &definition::missing_enum_values_display_name::RULE,
    &definition::multiple_of_must_be_greater_than_zero::RULE,
    &definition::next_link_property_missing::RULE,
    &definition::notification_extension_not_supported_in_webhook_operation::RULE,
    &definition::notification_extension_supported_for_trigger_only::RULE,
    &definition::notification_operation_must_be_webhook::RULE,
    &definition::notification_url_not_allowed_in_this_position::RULE,
    &definition::notification_url_not_internal::RULE,
    &definition::notification_url_not_required::RULE,
    &definition::notification_url_not_string::RULE,
    &definition::one_of_properties_required::RULE,
    &definition::operation_id_not_found::RULE,
    &definition::operation_missing_required_property::RULE,
    &definition::operation_must_have_notification_content_extension::RULE,
    &definition::operation_parameter_name_is_ambiguous::RULE,
    &definition::operation_parameter_name_not_found::RULE,
    &definition::operation_parameter_required_mismatch::RULE,
    &definition::operation_parameter_static_type_mismatch::RULE,
    &definition::operation_parameter_type_mismatch::RULE,
    &definition::paramters_with_same_name_must_have_same_type_and_visibility::RULE,
    &definition::pattern_should_be_valid_regular_expression::RULE,
    &definition::polling_trigger_without_array::RULE,
    &definition::property_must_be_required::RULE,
    &definition::required_property_array_empty::RULE,
    &definition::required_property_definition_missing::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_property_not_on_object::RULE,
    &definition::required_read_only_property_not_allowed_as_input::RULE,
    &definition::required_value_empty::RULE,
    &definition::selected_item_value_path_not_allowed_in_this_position::RULE,
    &definition::source_property_internal::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::swagger_keyword_not_supported::RULE,
    &definition::tag_redefined::RULE,
    &definition::test_connection_input_missing::RULE,
    &definition::test_connection_operation_not_get::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::unrecognized_type_format::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
    &definition::webhook_delete_missing::RULE,
    &definition::webhook_operations_missing_notification_url_property::RULE,
    &document::json_syntax::RULE,
];
