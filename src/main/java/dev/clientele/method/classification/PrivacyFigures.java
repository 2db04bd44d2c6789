package dev.clientele.method.classification;

import dev.clientele.metric.AreaUnderCurve;
import dev.clientele.metric.Memorisation;

/**
 * What the server could learn about one client's images from its adapters.
 *
 * @param features whether the drawn images are nearer to the training images than to held-out ones,
 *     in a classifier's features
 * @param pixels the same in pixels
 * @param membership how well the diffusion loss with the client's adapters tells training images
 *     from held-out ones
 * @param publicMembership the same without adapters: what is not the adapters' doing
 */
public record PrivacyFigures(
    Memorisation features,
    Memorisation pixels,
    AreaUnderCurve membership,
    AreaUnderCurve publicMembership) {}
