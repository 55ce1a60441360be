package io.github.integratedresponse.signal.format;

/**
 * Something technical that a source saw and that can be looked for elsewhere.
 *
 * @param type in the words of OCSF, such as {@code IP Address}
 */
public record Observable(String type, String value) {

    static final String HOSTNAME = "Hostname";
    static final String IP_ADDRESS = "IP Address";
    static final String USER_NAME = "User Name";
    static final String EMAIL_ADDRESS = "Email Address";
    static final String URL = "URL String";
    static final String FILE_NAME = "File Name";
    static final String HASH = "Hash";
    static final String PROCESS_NAME = "Process Name";
    static final String RESOURCE_UID = "Resource UID";
    static final String CVE = "CVE";
    static final String CWE = "CWE";
    static final String PACKAGE = "Package";
}
