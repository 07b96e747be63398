// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
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
    pub mod enum_must_contain_at_least_one_element;
    pub mod exclusive_maximum_requires_maximum;
    pub mod exclusive_minimum_requires_minimum;
    pub mod extension_name_not_valid;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod host_name_not_valid;
    pub mod internal_property_with_default_optional;
    pub mod invalid_connector_category;
    pub mod invalid_custom_editor_extension_dictionary_value;
    pub mod invalid_enum_value;
    pub mod invalid_enum_values_extension_value;
    pub mod invalid_string_binary_property;
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
    pub mod pattern_should_be_valid_regular_expression;
    pub mod property_must_be_required;
    pub mod required_property_array_empty;
    pub mod required_property_definition_missing;
    pub mod required_property_missing;
    pub mod required_property_not_on_object;
    pub mod required_value_empty;
    pub mod specification_version_incorrect;
    pub mod swagger_keyword_not_supported;
    pub mod tag_redefined;
    pub mod too_many_connector_categories;
    pub mod unrecognized_type_format;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
}

pub mod document {
    pub mod json_syntax;
}

pub mod project {
    pub mod next_link_not_updated;
    pub mod next_link_policy_not_paged;
    pub mod policy_operation_not_found;
    pub mod policy_reference_not_found;
    pub mod polled_operation_not_trigger;
    pub mod polling_data_path_not_found;
    pub mod polling_parameter_not_found;
    pub mod polling_trigger_without_policy;
    pub mod script_operation_not_found;
    pub mod script_operations_without_script;
    pub mod security_differs_from_connection;
}

pub mod properties {
    pub mod brand_colour_not_allowed;
    pub mod brand_colour_not_independent;
    pub mod brand_colour_not_valid;
    pub mod capability_not_known;
    pub mod client_id_in_file;
    pub mod client_secret_in_file;
    pub mod connection_parameter_name_not_valid;
    pub mod connection_parameter_not_described;
    pub mod connection_parameter_set_name_not_unique;
    pub mod connection_parameter_type_not_valid;
    pub mod constraint_not_string;
    pub mod first_party_only;
    pub mod gateway_not_declared;
    pub mod identity_provider_not_known;
    pub mod oauth_by_independent_publisher;
    pub mod oauth_flag_not_valid;
    pub mod oauth_parameter_missing;
    pub mod oauth_parameter_not_known;
    pub mod oauth_url_not_secure;
    pub mod owner_name_is_email_address;
    pub mod owner_name_not_plain;
    pub mod policy_connection_parameter_not_found;
    pub mod policy_expression_not_closed;
    pub mod policy_function_not_known;
    pub mod policy_parameter_missing;
    pub mod policy_parameter_not_known;
    pub mod policy_parameter_not_valid;
    pub mod policy_template_not_known;
    pub mod policy_without_fallback;
    pub mod properties_key_missing;
    pub mod properties_key_unknown;
    pub mod publisher_missing;
    pub mod redirect_mode_not_per_connector;
    pub mod redirect_url_not_platforms;
    pub mod secret_shown_in_clear;
    pub mod stack_owner_is_publisher;
    pub mod stack_owner_missing;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
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
    &definition::enum_must_contain_at_least_one_element::RULE,
    &definition::exclusive_maximum_requires_maximum::RULE,
    &definition::exclusive_minimum_requires_minimum::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::internal_property_with_default_optional::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::invalid_custom_editor_extension_dictionary_value::RULE,
    &definition::invalid_enum_value::RULE,
    &definition::invalid_enum_values_extension_value::RULE,
    &definition::invalid_string_binary_property::RULE,
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
    &definition::pattern_should_be_valid_regular_expression::RULE,
    &definition::property_must_be_required::RULE,
    &definition::required_property_array_empty::RULE,
    &definition::required_property_definition_missing::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_property_not_on_object::RULE,
    &definition::required_value_empty::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::swagger_keyword_not_supported::RULE,
    &definition::tag_redefined::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::unrecognized_type_format::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
    &document::json_syntax::RULE,
    &project::next_link_not_updated::RULE,
    &project::next_link_policy_not_paged::RULE,
    &project::policy_operation_not_found::RULE,
    &project::policy_reference_not_found::RULE,
    &project::polled_operation_not_trigger::RULE,
    &project::polling_data_path_not_found::RULE,
    &project::polling_parameter_not_found::RULE,
    &project::polling_trigger_without_policy::RULE,
    &project::script_operation_not_found::RULE,
    &project::script_operations_without_script::RULE,
    &project::security_differs_from_connection::RULE,
    &properties::brand_colour_not_allowed::RULE,
    &properties::brand_colour_not_independent::RULE,
    &properties::brand_colour_not_valid::RULE,
    &properties::capability_not_known::RULE,
    &properties::client_id_in_file::RULE,
    &properties::client_secret_in_file::RULE,
    &properties::connection_parameter_name_not_valid::RULE,
    &properties::connection_parameter_not_described::RULE,
    &properties::connection_parameter_set_name_not_unique::RULE,
    &properties::connection_parameter_type_not_valid::RULE,
    &properties::constraint_not_string::RULE,
    &properties::first_party_only::RULE,
    &properties::gateway_not_declared::RULE,
    &properties::identity_provider_not_known::RULE,
    &properties::oauth_by_independent_publisher::RULE,
    &properties::oauth_flag_not_valid::RULE,
    &properties::oauth_parameter_missing::RULE,
    &properties::oauth_parameter_not_known::RULE,
    &properties::oauth_url_not_secure::RULE,
    &properties::owner_name_is_email_address::RULE,
    &properties::owner_name_not_plain::RULE,
    &properties::policy_connection_parameter_not_found::RULE,
    &properties::policy_expression_not_closed::RULE,
    &properties::policy_function_not_known::RULE,
    &properties::policy_parameter_missing::RULE,
    &properties::policy_parameter_not_known::RULE,
    &properties::policy_parameter_not_valid::RULE,
    &properties::policy_template_not_known::RULE,
    &properties::policy_without_fallback::RULE,
    &properties::properties_key_missing::RULE,
    &properties::properties_key_unknown::RULE,
    &properties::publisher_missing::RULE,
    &properties::redirect_mode_not_per_connector::RULE,
    &properties::redirect_url_not_platforms::RULE,
    &properties::secret_shown_in_clear::RULE,
    &properties::stack_owner_is_publisher::RULE,
    &properties::stack_owner_missing::RULE,
];
