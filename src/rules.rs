// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod additional_property_not_allowed;
    pub mod additional_property_not_allowed_adjacent_to_ref;
    pub mod agentic_protocol_withdrawn;
    pub mod allow_empty_value_only_valid_for_query_form_data;
    pub mod api_annotation_extension_replacement_info_for_non_deprecated_operations;
    pub mod api_annotation_extension_replacement_info_missing_api_property;
    pub mod api_annotation_extension_replacement_info_missing_operation_id_property;
    pub mod array_duplicate_value;
    pub mod array_has_no_items;
    pub mod base_path_not_valid;
    pub mod body_or_form_data_parameter_in_fetch_operation_not_allowed;
    pub mod body_parameter_property_not_valid;
    pub mod body_parameter_schema_required;
    pub mod body_schema_count_exceeds_max_allowed;
    pub mod collection_format_value_not_supported;
    pub mod connection_id_parameter_not_allowed;
    pub mod connector_metadata_properties_missing;
    pub mod consumes_missing;
    pub mod contact_email_not_valid;
    pub mod default_response_has_schema;
    pub mod default_value_must_match_type;
    pub mod definition_too_large;
    pub mod definition_too_large_for_solution;
    pub mod deprecation_not_told;
    pub mod discriminator_must_be_a_required_string_property;
    pub mod duplicate_enum_values_in_extension;
    pub mod duplicate_operation_path;
    pub mod dynamic_extension_definition_not_allowed_in_parameter;
    pub mod dynamic_list_extension_required_for_ambiguous_references;
    pub mod dynamic_list_extension_required_for_non_parameter_references;
    pub mod dynamic_properties_extension_required_for_ambiguous_references;
    pub mod dynamic_properties_extension_required_for_non_parameter_references;
    pub mod dynamic_properties_extension_required_for_properties_value_path;
    pub mod dynamic_properties_item_value_path_mismatch;
    pub mod dynamic_tree_extension_missing;
    pub mod enum_must_contain_at_least_one_element;
    pub mod example_in_definition;
    pub mod exclusive_maximum_requires_maximum;
    pub mod exclusive_minimum_requires_minimum;
    pub mod extension_name_not_valid;
    pub mod extension_unknown;
    pub mod field_length_exceeded;
    pub mod field_length_not_in_range;
    pub mod file_parameter_must_be_in_form_data;
    pub mod filter_functions_property_empty;
    pub mod filter_functions_property_has_duplicates;
    pub mod filter_functions_property_in_input_schema;
    pub mod filter_functions_property_invalid_value;
    pub mod host_looks_non_production;
    pub mod host_name_not_valid;
    pub mod internal_property_with_default_optional;
    pub mod invalid_connector_category;
    pub mod invalid_custom_editor_extension_dictionary_value;
    pub mod invalid_enum_value;
    pub mod invalid_enum_values_extension_value;
    pub mod invalid_form_data_parameter_name;
    pub mod invalid_next_link_name_value;
    pub mod invalid_string_binary_property;
    pub mod invoked_operation_should_produce_array;
    pub mod invoked_operation_should_produce_property;
    pub mod json_pointer_not_valid;
    pub mod json_type_incorrect;
    pub mod json_value_not_in_enum;
    pub mod keyword_in_other_case;
    pub mod max_items_must_be_greater_than_or_equal_to_zero;
    pub mod max_length_must_be_greater_than_or_equal_to_zero;
    pub mod max_properties_must_be_greater_than_or_equal_to_zero;
    pub mod metadata_url_not_secure;
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
    pub mod next_link_property_missing;
    pub mod non_body_parameter_schema_not_valid;
    pub mod notification_extension_not_supported_in_webhook_operation;
    pub mod notification_extension_supported_for_trigger_only;
    pub mod notification_operation_must_be_webhook;
    pub mod notification_url_not_allowed_in_this_position;
    pub mod notification_url_not_internal;
    pub mod notification_url_not_required;
    pub mod notification_url_not_string;
    pub mod o_auth_security_requirement_value_must_be_scope_name;
    pub mod one_of_properties_required;
    pub mod operation_family_has_duplicate_revisions;
    pub mod operation_family_has_many_active_operations;
    pub mod operation_family_has_many_active_production_operations;
    pub mod operation_family_has_many_empty_revisions;
    pub mod operation_has_many_responses_with_schema;
    pub mod operation_id_not_found;
    pub mod operation_id_not_pascal_case;
    pub mod operation_id_not_unique;
    pub mod operation_id_required;
    pub mod operation_id_sanitized;
    pub mod operation_id_should_end_with_revision;
    pub mod operation_id_too_long;
    pub mod operation_missing_path_parameter;
    pub mod operation_missing_required_property;
    pub mod operation_must_have_notification_content_extension;
    pub mod operation_must_have_response;
    pub mod operation_parameter_name_is_ambiguous;
    pub mod operation_parameter_name_not_found;
    pub mod operation_parameter_required_mismatch;
    pub mod operation_parameter_static_type_mismatch;
    pub mod operation_parameter_type_mismatch;
    pub mod operation_parameters_are_not_unique;
    pub mod operation_parameters_contain_duplicate_parameter;
    pub mod operation_parameters_contain_multiple_body_parameters;
    pub mod operation_path_contains_unsupported_characters;
    pub mod operation_path_may_not_contain_query_or_fragment;
    pub mod operation_path_must_start_with_slash;
    pub mod operation_path_template_not_valid;
    pub mod operation_path_variables_contain_defaults;
    pub mod operation_revision_empty;
    pub mod operation_schema_count_exceeds_max_allowed;
    pub mod operation_should_have_successful_response;
    pub mod operation_status_ahead_of_connector;
    pub mod operation_summary_too_long;
    pub mod operations_missing;
    pub mod parameter_list_contains_form_data_and_body;
    pub mod parameter_ref_loop_not_allowed;
    pub mod parameter_reference_not_found;
    pub mod parameter_reference_not_valid;
    pub mod parameter_repeated;
    pub mod paramters_with_same_name_must_have_same_type_and_visibility;
    pub mod partial_duplicate_operation_path;
    pub mod path_item_ref_not_suppored;
    pub mod path_parameter_missing_encoding;
    pub mod path_parameter_must_be_required;
    pub mod path_parameter_not_defined_in_template;
    pub mod path_parameters_contain_duplicate_parameter;
    pub mod path_parameters_contain_multiple_body_parameters;
    pub mod path_redefined;
    pub mod pattern_should_be_valid_regular_expression;
    pub mod polling_trigger_without_array;
    pub mod production_status_on_beta_service;
    pub mod properties_empty;
    pub mod property_must_be_required;
    pub mod property_not_described;
    pub mod query_parameter_encoding_not_supported;
    pub mod required_loop_in_schema_not_allowed;
    pub mod required_property_array_empty;
    pub mod required_property_definition_missing;
    pub mod required_property_missing;
    pub mod required_property_not_on_object;
    pub mod required_read_only_property_not_allowed_as_input;
    pub mod required_value_empty;
    pub mod reserved_parameter_is_used;
    pub mod response_example_must_be_produced_by_operation;
    pub mod response_headers_are_not_unique;
    pub mod response_must_be_default_or_http_status_code;
    pub mod response_ref_loop_not_allowed;
    pub mod response_reference_not_found;
    pub mod response_reference_not_valid;
    pub mod response_schema_empty;
    pub mod restricted_characters_in_summary;
    pub mod schema_definition_set_incorrectly;
    pub mod schema_ref_loop_not_allowed;
    pub mod schema_reference_not_found;
    pub mod schema_reference_not_valid;
    pub mod schema_too_deep;
    pub mod schema_type_file_not_valid;
    pub mod scheme_not_secure;
    pub mod scheme_not_supported;
    pub mod scheme_not_valid;
    pub mod schemes_array_empty;
    pub mod security_flow_not_supported;
    pub mod security_requirement_must_be_defined;
    pub mod security_requirement_must_have_empty_value;
    pub mod security_requirement_must_have_value;
    pub mod security_scheme_property_not_valid;
    pub mod security_scheme_property_required;
    pub mod selected_item_value_path_not_allowed_in_this_position;
    pub mod source_property_internal;
    pub mod specification_version_incorrect;
    pub mod string_binary_not_supported_for_form_url_encoded;
    pub mod summary_equals_operation_id;
    pub mod summary_not_unique;
    pub mod swagger_keyword_not_supported;
    pub mod tag_redefined;
    pub mod test_connection_input_missing;
    pub mod test_connection_operation_not_get;
    pub mod title_contains_independent_publisher;
    pub mod too_many_connector_categories;
    pub mod total_operations_count_exceeds_max_allowed;
    pub mod total_schema_count_exceeds_max_allowed;
    pub mod trigger_summary_does_not_begin_with_when;
    pub mod unrecognized_type_format;
    pub mod url_not_valid;
    pub mod value_contains_restricted_words;
    pub mod value_must_be_in_english;
    pub mod value_must_end_with_alphanumeric;
    pub mod version_not_numeric;
    pub mod webhook_delete_missing;
    pub mod webhook_operations_missing_notification_url_property;
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

pub mod icon {
    pub mod icon_animated;
    pub mod icon_background_not_brand_colour;
    pub mod icon_background_not_uniform;
    pub mod icon_background_reserved;
    pub mod icon_damaged;
    pub mod icon_file_too_large;
    pub mod icon_for_independent;
    pub mod icon_logo_too_large;
    pub mod icon_not_png;
    pub mod icon_size_not_valid;
    pub mod icon_transparent;
    pub mod icon_without_logo;
}

pub mod intro {
    pub mod intro_lead_is_description;
    pub mod intro_lead_missing;
    pub mod intro_lead_too_long;
    pub mod intro_lists_operations;
    pub mod intro_missing;
    pub mod intro_section_missing;
    pub mod intro_section_out_of_order;
    pub mod intro_title;
}

pub mod package {
    pub mod archive_ambiguous;
    pub mod archive_damaged;
    pub mod archive_entry_encrypted;
    pub mod archive_entry_not_regular;
    pub mod archive_method_not_supported;
    pub mod archive_name_not_unique;
    pub mod archive_name_unclear;
    pub mod archive_name_unsafe;
    pub mod archive_too_large;
    pub mod bundle_not_proved;
    pub mod connector_component_missing;
    pub mod connector_display_name_not_title;
    pub mod connector_display_name_too_long;
    pub mod connector_folder_missing;
    pub mod connector_name_without_prefix;
    pub mod connector_not_single;
    pub mod connector_part_missing;
    pub mod connector_solution_has_other_components;
    pub mod connector_solution_missing;
    pub mod connector_type_not_custom;
    pub mod connectors_differ;
    pub mod custom_properties_missing;
    pub mod custom_properties_not_valid;
    pub mod flow_does_not_use_connector;
    pub mod flow_solution_lacks_connector;
    pub mod flow_solution_missing;
    pub mod legacy_file_missing;
    pub mod legacy_file_not_expected;
    pub mod package_file_not_expected;
    pub mod package_has_folder;
    pub mod package_intro_misnamed;
    pub mod package_intro_missing;
    pub mod package_intro_not_single;
    pub mod package_intro_stale;
    pub mod package_not_known;
    pub mod package_not_wrapped;
    pub mod package_zip_is_solution;
    pub mod package_zip_missing;
    pub mod package_zip_not_single;
    pub mod pkg_assets_has_folder;
    pub mod pkg_assets_misnamed;
    pub mod pkg_assets_missing;
    pub mod pkg_assets_not_single;
    pub mod plugin_folder_missing;
    pub mod publisher_is_default;
    pub mod publisher_prefix_not_valid;
    pub mod solution_content_type_missing;
    pub mod solution_dependency_missing;
    pub mod solution_file_missing;
    pub mod solution_file_not_named;
    pub mod solution_json_not_valid;
    pub mod solution_managed;
    pub mod solution_manifest_incomplete;
    pub mod solution_names_not_unique;
    pub mod solution_path_missing;
    pub mod solution_policies_empty;
    pub mod solution_stale;
    pub mod solution_version_not_valid;
    pub mod solution_xml_declares_entities;
    pub mod solution_xml_syntax;
    pub mod solutions_missing;
    pub mod solutions_too_few;
    pub mod solutions_too_many;
    pub mod workflow_file_missing;
    pub mod workflow_file_not_listed;
    pub mod workflow_not_json;
    pub mod workflows_folder_missing;
}

pub mod project {
    pub mod allow_expired;
    pub mod allow_unused;
    pub mod artifact_misnamed;
    pub mod definition_missing;
    pub mod environment_id_in_file;
    pub mod file_name_not_portable;
    pub mod file_not_expected;
    pub mod folder_name_not_valid;
    pub mod folder_not_flat;
    pub mod junk_in_folder;
    pub mod line_ends_mixed;
    pub mod next_link_not_updated;
    pub mod next_link_policy_not_paged;
    pub mod package_not_single;
    pub mod policy_operation_not_found;
    pub mod policy_reference_not_found;
    pub mod polled_operation_not_trigger;
    pub mod polling_data_path_not_found;
    pub mod polling_parameter_not_found;
    pub mod polling_trigger_without_policy;
    pub mod properties_missing;
    pub mod readme_missing;
    pub mod script_operation_not_found;
    pub mod script_operations_without_script;
    pub mod secret_in_file;
    pub mod secret_in_value;
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
    pub mod oauth_flag_not_valid;
    pub mod oauth_of_independent_publisher;
    pub mod oauth_parameter_missing;
    pub mod oauth_parameter_not_known;
    pub mod oauth_url_not_secure;
    pub mod owner_name_is_email_address;
    pub mod owner_name_not_plain;
    pub mod policy_argument_not_quoted;
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
    pub mod properties_type_incorrect;
    pub mod publisher_missing;
    pub mod redirect_mode_not_per_connector;
    pub mod redirect_url_not_platforms;
    pub mod secret_shown_in_clear;
    pub mod stack_owner_is_publisher;
    pub mod stack_owner_missing;
}

pub mod prose {
    pub mod abbreviation_not_in_capitals;
    pub mod camel_case_word_in_text;
    pub mod description_lacks_end_punctuation;
    pub mod description_names_api;
    pub mod description_repeats_name;
    pub mod description_repeats_summary;
    pub mod emoji_in_text;
    pub mod operation_description_too_long;
    pub mod placeholder_text;
    pub mod summary_begins_in_lowercase;
    pub mod summary_not_plain;
    pub mod text_contains_address;
    pub mod text_contains_product_name;
    pub mod text_empty;
    pub mod text_has_outer_blanks;
    pub mod word_misspelled;
}

pub mod readme {
    pub mod heading_without_blank;
    pub mod image_missing;
    pub mod link_empty;
    pub mod link_without_scheme;
    pub mod readme_deployment_missing;
    pub mod readme_oauth_steps_missing;
    pub mod readme_operation_undocumented;
    pub mod readme_operation_unknown;
    pub mod readme_publisher_not_properties;
    pub mod readme_section_empty;
    pub mod readme_section_missing;
    pub mod readme_section_out_of_order;
    pub mod readme_title_missing;
    pub mod readme_title_not_connectors;
    pub mod template_text_left;
}

pub mod script {
    pub mod script_base_missing;
    pub mod script_class_missing;
    pub mod script_entry_point_missing;
    pub mod script_entry_point_not_valid;
    pub mod script_formatting_ambiguous;
    pub mod script_handles_unknown_operation;
    pub mod script_handles_unlisted_operation;
    pub mod script_leaves_sandbox;
    pub mod script_namespace_declared;
    pub mod script_namespace_not_allowed;
    pub mod script_operation_id_encoded;
    pub mod script_operation_unhandled;
    pub mod script_own_http_client;
    pub mod script_syntax;
    pub mod script_too_large;
    pub mod script_with_gateway;
}

pub mod settings {
    pub mod settings_environment_not_valid;
    pub mod settings_file_not_found;
    pub mod settings_key_unknown;
    pub mod settings_submitted;
    pub mod settings_type_incorrect;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::additional_property_not_allowed::RULE,
    &definition::additional_property_not_allowed_adjacent_to_ref::RULE,
    &definition::agentic_protocol_withdrawn::RULE,
    &definition::allow_empty_value_only_valid_for_query_form_data::RULE,
    &definition::api_annotation_extension_replacement_info_for_non_deprecated_operations::RULE,
    &definition::api_annotation_extension_replacement_info_missing_api_property::RULE,
    &definition::api_annotation_extension_replacement_info_missing_operation_id_property::RULE,
    &definition::array_duplicate_value::RULE,
    &definition::array_has_no_items::RULE,
    &definition::base_path_not_valid::RULE,
    &definition::body_or_form_data_parameter_in_fetch_operation_not_allowed::RULE,
    &definition::body_parameter_property_not_valid::RULE,
    &definition::body_parameter_schema_required::RULE,
    &definition::body_schema_count_exceeds_max_allowed::RULE,
    &definition::collection_format_value_not_supported::RULE,
    &definition::connection_id_parameter_not_allowed::RULE,
    &definition::connector_metadata_properties_missing::RULE,
    &definition::consumes_missing::RULE,
    &definition::contact_email_not_valid::RULE,
    &definition::default_response_has_schema::RULE,
    &definition::default_value_must_match_type::RULE,
    &definition::definition_too_large::RULE,
    &definition::definition_too_large_for_solution::RULE,
    &definition::deprecation_not_told::RULE,
    &definition::discriminator_must_be_a_required_string_property::RULE,
    &definition::duplicate_enum_values_in_extension::RULE,
    &definition::duplicate_operation_path::RULE,
    &definition::dynamic_extension_definition_not_allowed_in_parameter::RULE,
    &definition::dynamic_list_extension_required_for_ambiguous_references::RULE,
    &definition::dynamic_list_extension_required_for_non_parameter_references::RULE,
    &definition::dynamic_properties_extension_required_for_ambiguous_references::RULE,
    &definition::dynamic_properties_extension_required_for_non_parameter_references::RULE,
    &definition::dynamic_properties_extension_required_for_properties_value_path::RULE,
    &definition::dynamic_properties_item_value_path_mismatch::RULE,
    &definition::dynamic_tree_extension_missing::RULE,
    &definition::enum_must_contain_at_least_one_element::RULE,
    &definition::example_in_definition::RULE,
    &definition::exclusive_maximum_requires_maximum::RULE,
    &definition::exclusive_minimum_requires_minimum::RULE,
    &definition::extension_name_not_valid::RULE,
    &definition::extension_unknown::RULE,
    &definition::field_length_exceeded::RULE,
    &definition::field_length_not_in_range::RULE,
    &definition::file_parameter_must_be_in_form_data::RULE,
    &definition::filter_functions_property_empty::RULE,
    &definition::filter_functions_property_has_duplicates::RULE,
    &definition::filter_functions_property_in_input_schema::RULE,
    &definition::filter_functions_property_invalid_value::RULE,
    &definition::host_looks_non_production::RULE,
    &definition::host_name_not_valid::RULE,
    &definition::internal_property_with_default_optional::RULE,
    &definition::invalid_connector_category::RULE,
    &definition::invalid_custom_editor_extension_dictionary_value::RULE,
    &definition::invalid_enum_value::RULE,
    &definition::invalid_enum_values_extension_value::RULE,
    &definition::invalid_form_data_parameter_name::RULE,
    &definition::invalid_next_link_name_value::RULE,
    &definition::invalid_string_binary_property::RULE,
    &definition::invoked_operation_should_produce_array::RULE,
    &definition::invoked_operation_should_produce_property::RULE,
    &definition::json_pointer_not_valid::RULE,
    &definition::json_type_incorrect::RULE,
    &definition::json_value_not_in_enum::RULE,
    &definition::keyword_in_other_case::RULE,
    &definition::max_items_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_length_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::max_properties_must_be_greater_than_or_equal_to_zero::RULE,
    &definition::metadata_url_not_secure::RULE,
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
    &definition::next_link_property_missing::RULE,
    &definition::non_body_parameter_schema_not_valid::RULE,
    &definition::notification_extension_not_supported_in_webhook_operation::RULE,
    &definition::notification_extension_supported_for_trigger_only::RULE,
    &definition::notification_operation_must_be_webhook::RULE,
    &definition::notification_url_not_allowed_in_this_position::RULE,
    &definition::notification_url_not_internal::RULE,
    &definition::notification_url_not_required::RULE,
    &definition::notification_url_not_string::RULE,
    &definition::o_auth_security_requirement_value_must_be_scope_name::RULE,
    &definition::one_of_properties_required::RULE,
    &definition::operation_family_has_duplicate_revisions::RULE,
    &definition::operation_family_has_many_active_operations::RULE,
    &definition::operation_family_has_many_active_production_operations::RULE,
    &definition::operation_family_has_many_empty_revisions::RULE,
    &definition::operation_has_many_responses_with_schema::RULE,
    &definition::operation_id_not_found::RULE,
    &definition::operation_id_not_pascal_case::RULE,
    &definition::operation_id_not_unique::RULE,
    &definition::operation_id_required::RULE,
    &definition::operation_id_sanitized::RULE,
    &definition::operation_id_should_end_with_revision::RULE,
    &definition::operation_id_too_long::RULE,
    &definition::operation_missing_path_parameter::RULE,
    &definition::operation_missing_required_property::RULE,
    &definition::operation_must_have_notification_content_extension::RULE,
    &definition::operation_must_have_response::RULE,
    &definition::operation_parameter_name_is_ambiguous::RULE,
    &definition::operation_parameter_name_not_found::RULE,
    &definition::operation_parameter_required_mismatch::RULE,
    &definition::operation_parameter_static_type_mismatch::RULE,
    &definition::operation_parameter_type_mismatch::RULE,
    &definition::operation_parameters_are_not_unique::RULE,
    &definition::operation_parameters_contain_duplicate_parameter::RULE,
    &definition::operation_parameters_contain_multiple_body_parameters::RULE,
    &definition::operation_path_contains_unsupported_characters::RULE,
    &definition::operation_path_may_not_contain_query_or_fragment::RULE,
    &definition::operation_path_must_start_with_slash::RULE,
    &definition::operation_path_template_not_valid::RULE,
    &definition::operation_path_variables_contain_defaults::RULE,
    &definition::operation_revision_empty::RULE,
    &definition::operation_schema_count_exceeds_max_allowed::RULE,
    &definition::operation_should_have_successful_response::RULE,
    &definition::operation_status_ahead_of_connector::RULE,
    &definition::operation_summary_too_long::RULE,
    &definition::operations_missing::RULE,
    &definition::parameter_list_contains_form_data_and_body::RULE,
    &definition::parameter_ref_loop_not_allowed::RULE,
    &definition::parameter_reference_not_found::RULE,
    &definition::parameter_reference_not_valid::RULE,
    &definition::parameter_repeated::RULE,
    &definition::paramters_with_same_name_must_have_same_type_and_visibility::RULE,
    &definition::partial_duplicate_operation_path::RULE,
    &definition::path_item_ref_not_suppored::RULE,
    &definition::path_parameter_missing_encoding::RULE,
    &definition::path_parameter_must_be_required::RULE,
    &definition::path_parameter_not_defined_in_template::RULE,
    &definition::path_parameters_contain_duplicate_parameter::RULE,
    &definition::path_parameters_contain_multiple_body_parameters::RULE,
    &definition::path_redefined::RULE,
    &definition::pattern_should_be_valid_regular_expression::RULE,
    &definition::polling_trigger_without_array::RULE,
    &definition::production_status_on_beta_service::RULE,
    &definition::properties_empty::RULE,
    &definition::property_must_be_required::RULE,
    &definition::property_not_described::RULE,
    &definition::query_parameter_encoding_not_supported::RULE,
    &definition::required_loop_in_schema_not_allowed::RULE,
    &definition::required_property_array_empty::RULE,
    &definition::required_property_definition_missing::RULE,
    &definition::required_property_missing::RULE,
    &definition::required_property_not_on_object::RULE,
    &definition::required_read_only_property_not_allowed_as_input::RULE,
    &definition::required_value_empty::RULE,
    &definition::reserved_parameter_is_used::RULE,
    &definition::response_example_must_be_produced_by_operation::RULE,
    &definition::response_headers_are_not_unique::RULE,
    &definition::response_must_be_default_or_http_status_code::RULE,
    &definition::response_ref_loop_not_allowed::RULE,
    &definition::response_reference_not_found::RULE,
    &definition::response_reference_not_valid::RULE,
    &definition::response_schema_empty::RULE,
    &definition::restricted_characters_in_summary::RULE,
    &definition::schema_definition_set_incorrectly::RULE,
    &definition::schema_ref_loop_not_allowed::RULE,
    &definition::schema_reference_not_found::RULE,
    &definition::schema_reference_not_valid::RULE,
    &definition::schema_too_deep::RULE,
    &definition::schema_type_file_not_valid::RULE,
    &definition::scheme_not_secure::RULE,
    &definition::scheme_not_supported::RULE,
    &definition::scheme_not_valid::RULE,
    &definition::schemes_array_empty::RULE,
    &definition::security_flow_not_supported::RULE,
    &definition::security_requirement_must_be_defined::RULE,
    &definition::security_requirement_must_have_empty_value::RULE,
    &definition::security_requirement_must_have_value::RULE,
    &definition::security_scheme_property_not_valid::RULE,
    &definition::security_scheme_property_required::RULE,
    &definition::selected_item_value_path_not_allowed_in_this_position::RULE,
    &definition::source_property_internal::RULE,
    &definition::specification_version_incorrect::RULE,
    &definition::string_binary_not_supported_for_form_url_encoded::RULE,
    &definition::summary_equals_operation_id::RULE,
    &definition::summary_not_unique::RULE,
    &definition::swagger_keyword_not_supported::RULE,
    &definition::tag_redefined::RULE,
    &definition::test_connection_input_missing::RULE,
    &definition::test_connection_operation_not_get::RULE,
    &definition::title_contains_independent_publisher::RULE,
    &definition::too_many_connector_categories::RULE,
    &definition::total_operations_count_exceeds_max_allowed::RULE,
    &definition::total_schema_count_exceeds_max_allowed::RULE,
    &definition::trigger_summary_does_not_begin_with_when::RULE,
    &definition::unrecognized_type_format::RULE,
    &definition::url_not_valid::RULE,
    &definition::value_contains_restricted_words::RULE,
    &definition::value_must_be_in_english::RULE,
    &definition::value_must_end_with_alphanumeric::RULE,
    &definition::version_not_numeric::RULE,
    &definition::webhook_delete_missing::RULE,
    &definition::webhook_operations_missing_notification_url_property::RULE,
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
    &icon::icon_animated::RULE,
    &icon::icon_background_not_brand_colour::RULE,
    &icon::icon_background_not_uniform::RULE,
    &icon::icon_background_reserved::RULE,
    &icon::icon_damaged::RULE,
    &icon::icon_file_too_large::RULE,
    &icon::icon_for_independent::RULE,
    &icon::icon_logo_too_large::RULE,
    &icon::icon_not_png::RULE,
    &icon::icon_size_not_valid::RULE,
    &icon::icon_transparent::RULE,
    &icon::icon_without_logo::RULE,
    &intro::intro_lead_is_description::RULE,
    &intro::intro_lead_missing::RULE,
    &intro::intro_lead_too_long::RULE,
    &intro::intro_lists_operations::RULE,
    &intro::intro_missing::RULE,
    &intro::intro_section_missing::RULE,
    &intro::intro_section_out_of_order::RULE,
    &intro::intro_title::RULE,
    &package::archive_ambiguous::RULE,
    &package::archive_damaged::RULE,
    &package::archive_entry_encrypted::RULE,
    &package::archive_entry_not_regular::RULE,
    &package::archive_method_not_supported::RULE,
    &package::archive_name_not_unique::RULE,
    &package::archive_name_unclear::RULE,
    &package::archive_name_unsafe::RULE,
    &package::archive_too_large::RULE,
    &package::bundle_not_proved::RULE,
    &package::connector_component_missing::RULE,
    &package::connector_display_name_not_title::RULE,
    &package::connector_display_name_too_long::RULE,
    &package::connector_folder_missing::RULE,
    &package::connector_name_without_prefix::RULE,
    &package::connector_not_single::RULE,
    &package::connector_part_missing::RULE,
    &package::connector_solution_has_other_components::RULE,
    &package::connector_solution_missing::RULE,
    &package::connector_type_not_custom::RULE,
    &package::connectors_differ::RULE,
    &package::custom_properties_missing::RULE,
    &package::custom_properties_not_valid::RULE,
    &package::flow_does_not_use_connector::RULE,
    &package::flow_solution_lacks_connector::RULE,
    &package::flow_solution_missing::RULE,
    &package::legacy_file_missing::RULE,
    &package::legacy_file_not_expected::RULE,
    &package::package_file_not_expected::RULE,
    &package::package_has_folder::RULE,
    &package::package_intro_misnamed::RULE,
    &package::package_intro_missing::RULE,
    &package::package_intro_not_single::RULE,
    &package::package_intro_stale::RULE,
    &package::package_not_known::RULE,
    &package::package_not_wrapped::RULE,
    &package::package_zip_is_solution::RULE,
    &package::package_zip_missing::RULE,
    &package::package_zip_not_single::RULE,
    &package::pkg_assets_has_folder::RULE,
    &package::pkg_assets_misnamed::RULE,
    &package::pkg_assets_missing::RULE,
    &package::pkg_assets_not_single::RULE,
    &package::plugin_folder_missing::RULE,
    &package::publisher_is_default::RULE,
    &package::publisher_prefix_not_valid::RULE,
    &package::solution_content_type_missing::RULE,
    &package::solution_dependency_missing::RULE,
    &package::solution_file_missing::RULE,
    &package::solution_file_not_named::RULE,
    &package::solution_json_not_valid::RULE,
    &package::solution_managed::RULE,
    &package::solution_manifest_incomplete::RULE,
    &package::solution_names_not_unique::RULE,
    &package::solution_path_missing::RULE,
    &package::solution_policies_empty::RULE,
    &package::solution_stale::RULE,
    &package::solution_version_not_valid::RULE,
    &package::solution_xml_declares_entities::RULE,
    &package::solution_xml_syntax::RULE,
    &package::solutions_missing::RULE,
    &package::solutions_too_few::RULE,
    &package::solutions_too_many::RULE,
    &package::workflow_file_missing::RULE,
    &package::workflow_file_not_listed::RULE,
    &package::workflow_not_json::RULE,
    &package::workflows_folder_missing::RULE,
    &project::allow_expired::RULE,
    &project::allow_unused::RULE,
    &project::artifact_misnamed::RULE,
    &project::definition_missing::RULE,
    &project::environment_id_in_file::RULE,
    &project::file_name_not_portable::RULE,
    &project::file_not_expected::RULE,
    &project::folder_name_not_valid::RULE,
    &project::folder_not_flat::RULE,
    &project::junk_in_folder::RULE,
    &project::line_ends_mixed::RULE,
    &project::next_link_not_updated::RULE,
    &project::next_link_policy_not_paged::RULE,
    &project::package_not_single::RULE,
    &project::policy_operation_not_found::RULE,
    &project::policy_reference_not_found::RULE,
    &project::polled_operation_not_trigger::RULE,
    &project::polling_data_path_not_found::RULE,
    &project::polling_parameter_not_found::RULE,
    &project::polling_trigger_without_policy::RULE,
    &project::properties_missing::RULE,
    &project::readme_missing::RULE,
    &project::script_operation_not_found::RULE,
    &project::script_operations_without_script::RULE,
    &project::secret_in_file::RULE,
    &project::secret_in_value::RULE,
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
    &properties::oauth_flag_not_valid::RULE,
    &properties::oauth_of_independent_publisher::RULE,
    &properties::oauth_parameter_missing::RULE,
    &properties::oauth_parameter_not_known::RULE,
    &properties::oauth_url_not_secure::RULE,
    &properties::owner_name_is_email_address::RULE,
    &properties::owner_name_not_plain::RULE,
    &properties::policy_argument_not_quoted::RULE,
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
    &properties::properties_type_incorrect::RULE,
    &properties::publisher_missing::RULE,
    &properties::redirect_mode_not_per_connector::RULE,
    &properties::redirect_url_not_platforms::RULE,
    &properties::secret_shown_in_clear::RULE,
    &properties::stack_owner_is_publisher::RULE,
    &properties::stack_owner_missing::RULE,
    &prose::abbreviation_not_in_capitals::RULE,
    &prose::camel_case_word_in_text::RULE,
    &prose::description_lacks_end_punctuation::RULE,
    &prose::description_names_api::RULE,
    &prose::description_repeats_name::RULE,
    &prose::description_repeats_summary::RULE,
    &prose::emoji_in_text::RULE,
    &prose::operation_description_too_long::RULE,
    &prose::placeholder_text::RULE,
    &prose::summary_begins_in_lowercase::RULE,
    &prose::summary_not_plain::RULE,
    &prose::text_contains_address::RULE,
    &prose::text_contains_product_name::RULE,
    &prose::text_empty::RULE,
    &prose::text_has_outer_blanks::RULE,
    &prose::word_misspelled::RULE,
    &readme::heading_without_blank::RULE,
    &readme::image_missing::RULE,
    &readme::link_empty::RULE,
    &readme::link_without_scheme::RULE,
    &readme::readme_deployment_missing::RULE,
    &readme::readme_oauth_steps_missing::RULE,
    &readme::readme_operation_undocumented::RULE,
    &readme::readme_operation_unknown::RULE,
    &readme::readme_publisher_not_properties::RULE,
    &readme::readme_section_empty::RULE,
    &readme::readme_section_missing::RULE,
    &readme::readme_section_out_of_order::RULE,
    &readme::readme_title_missing::RULE,
    &readme::readme_title_not_connectors::RULE,
    &readme::template_text_left::RULE,
    &script::script_base_missing::RULE,
    &script::script_class_missing::RULE,
    &script::script_entry_point_missing::RULE,
    &script::script_entry_point_not_valid::RULE,
    &script::script_formatting_ambiguous::RULE,
    &script::script_handles_unknown_operation::RULE,
    &script::script_handles_unlisted_operation::RULE,
    &script::script_leaves_sandbox::RULE,
    &script::script_namespace_declared::RULE,
    &script::script_namespace_not_allowed::RULE,
    &script::script_operation_id_encoded::RULE,
    &script::script_operation_unhandled::RULE,
    &script::script_own_http_client::RULE,
    &script::script_syntax::RULE,
    &script::script_too_large::RULE,
    &script::script_with_gateway::RULE,
    &settings::settings_environment_not_valid::RULE,
    &settings::settings_file_not_found::RULE,
    &settings::settings_key_unknown::RULE,
    &settings::settings_submitted::RULE,
    &settings::settings_type_incorrect::RULE,
];
