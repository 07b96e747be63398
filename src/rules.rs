// Written by `cargo xtask rules`. Do not edit.

//! The table of all rules: one file each, below this module.

use crate::rule::Rule;

#[cfg(test)]
mod tests;

pub mod document {
    pub mod json_syntax;
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
    pub mod intro_section_missing;
    pub mod intro_section_out_of_order;
    pub mod intro_title;
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

/// All rules, by folder and name.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &document::json_syntax::RULE,
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
    &intro::intro_section_missing::RULE,
    &intro::intro_section_out_of_order::RULE,
    &intro::intro_title::RULE,
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
];
