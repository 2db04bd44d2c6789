package dev.clientele.config;

import com.typesafe.config.Config;

/**
 * A validated configuration and what it was read from.
 *
 * @param config the validated values
 * @param resolved every value with its origin, Pekko's own blocks included: what an actor system is
 *     started with
 */
public record LoadedConfig(ClienteleConfig config, Config resolved) {}
