package dev.clientele.method;

import dev.clientele.config.AdaptationConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.config.ServerConfig;

/**
 * How a method trains.
 *
 * @param visit a visit's local training
 * @param server what the server makes of the mean update
 * @param adaptation an unseen client's
 */
public record Training(MethodConfig visit, ServerConfig server, AdaptationConfig adaptation) {}
