-- The application's role, without a login: an administrator gives it one, or grants it to the role that the app logs in as.
do $role$ begin
  create role "factum_app" nologin;
exception when duplicate_object or unique_violation then null; -- another process was faster
end $role$;
