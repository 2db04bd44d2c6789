package dev.clientele.cli;

import dev.clientele.wire.NodeSettings;

/**
 * How a run is led whose clients work on other nodes.
 *
 * @param nodes worker JVMs to start on this machine; others may join, too
 */
record Lead(int nodes, NodeSettings settings) {}
