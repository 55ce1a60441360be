package io.github.integratedresponse.incident;

/** How work on a product stands when its task is handed in. */
enum Progress {
    DONE,
    /** It can't go on until somebody outside has done something. */
    WAITING
}
