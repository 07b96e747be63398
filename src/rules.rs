// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod definition {
    pub mod extension_unknown;
}

pub mod document {
    pub mod json_syntax;
}

pub mod project {
    pub mod artifact_misnamed;
    pub mod definition_missing;
    pub mod environment_id_in_file;
    pub mod file_not_expected;
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

pub mod settings {
    pub mod settings_environment_not_valid;
    pub mod settings_file_not_found;
    pub mod settings_key_unknown;
    pub mod settings_submitted;
}

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &definition::extension_unknown::RULE,
    &document::json_syntax::RULE,
    &project::artifact_misnamed::RULE,
    &project::definition_missing::RULE,
    &project::environment_id_in_file::RULE,
    &project::file_not_expected::RULE,
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
    &settings::settings_environment_not_valid::RULE,
    &settings::settings_file_not_found::RULE,
    &settings::settings_key_unknown::RULE,
    &settings::settings_submitted::RULE,
];
