package io.github.integratedresponse.audit;

/** What an audit event is about. */
public enum Category {
    /** A step in the life of an incident, shown on its timeline. */
    TIMELINE,
    /** Somebody signed in or out, or failed to. */
    SIGN_IN,
    /** People, groups and what they may do. */
    PERMISSION,
    /** Diagrams, decisions and forms that came or went. */
    DEPLOYMENT,
    /** Data that left the platform in bulk. */
    EXPORT,
    /** Access to restricted incidents. */
    RESTRICTED,
    /** Tokens of programs. */
    TOKEN,
    /** What a person did in the engine: tasks, jobs, variables, instances. */
    ENGINE,
    /** Which signals are kept from opening incidents, and by whom. */
    SIGNAL,
    /** The platform itself: its start and its settings. */
    PLATFORM
}
