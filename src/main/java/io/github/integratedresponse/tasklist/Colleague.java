package io.github.integratedresponse.tasklist;

import java.util.List;

/**
 * Somebody who is on a team that may work on what a person holds.
 *
 * @param name of the person, or their id where there is none
 */
record Colleague(String id, String name, List<String> teams) {}
