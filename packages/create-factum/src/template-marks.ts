/** What a template says where the application's name will stand; itself a valid name, so that tools work on templates. */
export const APP_NAME = "app-name-goes-here";

/** npm leaves every `.gitignore` out of packages; so templates have theirs under this name. */
export const GITIGNORE = "gitignore";
