// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod additional_property_not_allowed_adjacent_to_ref;
    pub mod allow_empty_value_only_valid_for_query_form_data;
    pub mod array_has_no_items;
    pub mod base_path_not_valid;
    pub mod body_parameter_property_not_valid;
    pub mod body_parameter_schema_required;
    pub mod body_schema_count_exceeds_max_allowed;
    pub mod collection_format_value_not_supported;
    pub mod connector_metadata_properties_missing;
    pub mod contact_email_not_valid;
    pub mod default_response_has_schema;
    pub mod default_value_must_match_type;
    pub mod definition_too_large;
    pub mod definition_too_large_for_solution;
    pub mod discriminator_must_be_a_required_string_property;
    pub mod duplicate_enum_values_in_extension;
    pub mod enum_must_contain_at_least_one_element;
    pub mod exclusive_maximum_requires_maximum;
    pub mod exclusive_minimum_requires_minimum;
    pub mod extension_name_not_valid;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod host_looks_non_production;
    pub mod host_name_not_valid;
    pub mod internal_property_with_default_optional;
    pub mod invalid_connector_category;
    pub mod invalid_custom_editor_extension_dictionary_value;
    pub mod invalid_enum_value;
    pub mod invalid_enum_values_extension_value;
    pub mod invalid_string_binary_property;
    pub mod json_pointer_not_valid;
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
    pub mod non_body_parameter_schema_not_valid;
    pub mod o_auth_security_requirement_value_must_be_scope_name;
    pub mod operation_id_not_pascal_case;
    pub mod operation_schema_count_exceeds_max_allowed;
    pub mod parameter_ref_loop_not_allowed;
    pub mod parameter_reference_not_found;
    pub mod parameter_reference_not_valid;
    pub mod pattern_should_be_valid_regular_expression;
    pub mod properties_empty;
    pub mod property_must_be_required;
    pub mod required_loop_in_schema_not_allowed;
    pub mod required_property_array_empty;
    pub mod required_property_definition_missing;
    pub mod required_property_missing;
    pub mod required_property_not_on_object;
    pub mod required_value_empty;
    pub mod response_example_must_be_produced_by_operation;
    pub mod response_headers_are_not_unique;
    pub mod response_must_be_default_or_http_status_code;
    pub mod response_ref_loop_not_allowed;
    pub mod response_reference_not_found;
    pub mod response_reference_not_valid;
    pub mod response_schema_empty;
    pub mod schema_definition_set_incorrectly;
    pub mod schema_ref_loop_not_allowed;
    pub mod schema_reference_not_found;
    pub mod schema_reference_not_valid;
    pub mod schema_too_deep;
    pub mod schema_type_file_not_valid;
    pub mod scheme_not_supported;
    pub mod scheme_not_valid;
    pub mod schemes_array_empty;
    pub mod security_requirement_must_be_defined;
    pub mod security_requirement_must_have_empty_value;
    pub mod security_requirement_must_have_value;
    pub mod security_scheme_property_not_valid;
    pub mod security_scheme_property_required;
    pub mod specification_version_incorrect;
    pub mod summary_equals_operation_id;
    pub mod summary_not_unique;
    pub mod swagger_keyword_not_supported;
    pub mod tag_redefined;
    pub mod title_contains_independent_publisher;
    pub mod too_many_connector_categories;
    pub mod total_schema_count_exceeds_max_allowed;
    pub mod trigger_summary_does_not_begin_with_when;
    pub mod unrecognized_type_format;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
    pub mod version_not_numeric;
}

pub mod document {
    pub mod json_syntax;
}

pub mod prose {
    pub mod abbreviation_not_in_capitals;
    pub mod camel_case_word_in_text;
    pub mod description_lacks_end_punctuation;
    pub mod description_repeats_name;
    pub mod description_repeats_summary;
    pub mod emoji_in_text;
    pub mod operation_description_too_long;
    pub mod placeholder_text;
    pub mod summary_begins_in_lowercase;
    pub mod text_contains_address;
    pub mod text_contains_product_name;
    pub mod text_empty;
    pub mod text_has_outer_blanks;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::additional_property_not_allowed_adjacent_to_ref::RULE,
    &definition::allow_empty_value_only_valid_for_query_form_data::RULE,
    &definition::array_has_no_items::RULE,
    &definition::base_path_not_valid::RULE,
    &definition::body_parameter_property_not_valid::RULE,
    &definition::body_parameter_schema_required::RULE,
    &definition::body_schema_count_exceeds_max_allowed::RULE,
    &definition::collection_format_value_not_supported::RULE,
    &definition::connector_metadata_properties_missing::RULE,
    &definition::contact_email_not_valid::RULE,
    &definition::default_response_has_schema::RULE,
    &definition::default_value_must_match_type::RULE,
    &definition::definition_too_large::RULE,
    &definition::definition_too_large_for_solution::RULE,
    &definition::discriminator_must_be_a_required_string_property::RULE,
    &definition::duplicate_enum_values_in_extension::RULE,
    &definition::enum_must_contain_at_least_one_element::RULE,
    &definition::exclusive_maximum_requires_maximum::RULE,
    &definition::exclusive_minimum_requires_minimum::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::host_looks_non_production::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::internal_property_with_default_optional::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::invalid_custom_editor_extension_dictionary_value::RULE,
    &definition::invalid_enum_value::RULE,
    &definition::invalid_enum_values_extension_value::RULE,
    &definition::invalid_string_binary_property::RULE,
    &definition::json_pointer_not_valid::RULE,
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
    &definition::non_body_parameter_schema_not_valid::RULE,
    &definition::o_auth_security_requirement_value_must_be_scope_name::RULE,
    &definition::operation_id_not_pascal_case::RULE,
    &definition::operation_schema_count_exceeds_max_allowed::RULE,
    &definition::parameter_ref_loop_not_allowed::RULE,
    &definition::parameter_reference_not_found::RULE,
    &definition::parameter_reference_not_valid::RULE,
    &definition::pattern_should_be_valid_regular_expression::RULE,
    &definition::properties_empty::RULE,
    &definition::property_must_be_required::RULE,
    &definition::required_loop_in_schema_not_allowed::RULE,
    &definition::required_property_array_empty::RULE,
    &definition::required_property_definition_missing::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_property_not_on_object::RULE,
    &definition::required_value_empty::RULE,
    &definition::response_example_must_be_produced_by_operation::RULE,
    &definition::response_headers_are_not_unique::RULE,
    &definition::response_must_be_default_or_http_status_code::RULE,
    &definition::response_ref_loop_not_allowed::RULE,
    &definition::response_reference_not_found::RULE,
    &definition::response_reference_not_valid::RULE,
    &definition::response_schema_empty::RULE,
    &definition::schema_definition_set_incorrectly::RULE,
    &definition::schema_ref_loop_not_allowed::RULE,
    &definition::schema_reference_not_found::RULE,
    &definition::schema_reference_not_valid::RULE,
    &definition::schema_too_deep::RULE,
    &definition::schema_type_file_not_valid::RULE,
    &definition::scheme_not_supported::RULE,
    &definition::scheme_not_valid::RULE,
    &definition::schemes_array_empty::RULE,
    &definition::security_requirement_must_be_defined::RULE,
    &definition::security_requirement_must_have_empty_value::RULE,
    &definition::security_requirement_must_have_value::RULE,
    &definition::security_scheme_property_not_valid::RULE,
    &definition::security_scheme_property_required::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::summary_equals_operation_id::RULE,
    &definition::summary_not_unique::RULE,
    &definition::swagger_keyword_not_supported::RULE,
    &definition::tag_redefined::RULE,
    &definition::title_contains_independent_publisher::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::total_schema_count_exceeds_max_allowed::RULE,
    &definition::trigger_summary_does_not_begin_with_when::RULE,
    &definition::unrecognized_type_format::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
    &definition::version_not_numeric::RULE,
    &document::json_syntax::RULE,
    &prose::abbreviation_not_in_capitals::RULE,
    &prose::camel_case_word_in_text::RULE,
    &prose::description_lacks_end_punctuation::RULE,
    &prose::description_repeats_name::RULE,
    &prose::description_repeats_summary::RULE,
    &prose::emoji_in_text::RULE,
    &prose::operation_description_too_long::RULE,
    &prose::placeholder_text::RULE,
    &prose::summary_begins_in_lowercase::RULE,
    &prose::text_contains_address::RULE,
    &prose::text_contains_product_name::RULE,
    &prose::text_empty::RULE,
    &prose::text_has_outer_blanks::RULE,
];
