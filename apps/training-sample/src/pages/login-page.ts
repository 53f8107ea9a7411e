import { html } from "hono/html";
import type { User } from "../catalog.js";
import { avatar } from "./avatar.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";

export function loginPage(users: readonly User[]): Html {
  return layout({
    title: "Log in",
    content: html`<section class="login" aria-labelledby="login-title">
      <img src="/assets/favicon.svg" alt="" width="48" height="48" />
      <h1 id="login-title">Who are you?</h1>
      <p class="lead">This is a sample, so there are no passwords. Choose a person; with a second browser, be another.</p>
      <form method="post" action="/login">
        <ul class="people">
          ${users.map(
            (user) => html`<li>
              <button class="person" name="user" value="${user.id}">
                ${avatar(user)}
                <span><strong>${user.name}</strong> <small>${roleSentence(user)}</small></span>
              </button>
            </li>`,
          )}
        </ul>
      </form>
    </section>`,
  });
}

function roleSentence(user: User): string {
  return user.role === "admin" ? "Admin: registers and cancels" : "Trainee: watches and completes";
}
