// `huiying routing ...`: train on the record, list the models, switch. Used by main.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace huiying::app {

/// Trains, prints the figures beside those of the model in use. Exit 1 when there are too few
/// tickets.
int train_routing(const config::Settings& settings);
/// Newest first, the one in use marked.
int list_routing_models(const config::Settings& settings);
/// `model` is a number of the list, or "none" for rules and cold start. Exit 1 when unknown.
int use_routing_model(const config::Settings& settings, const std::string& model);

}  // namespace huiying::app
