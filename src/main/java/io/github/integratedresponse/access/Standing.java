package io.github.integratedresponse.access;

import java.io.Serializable;
import java.util.List;

/**
 * What a session depends on and another node may change at any time.
 *
 * @param password a fingerprint of what is kept of the password
 * @param generation how often the person's sessions were ended
 * @param groups of the person, by id
 */
record Standing(String password, long generation, List<String> groups) implements Serializable {}
