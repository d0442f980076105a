interface ItemTemplate {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly ItemTemplate[];
  readonly click?: () => void;
}

/** One item of a menu, as the app described it. */
class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: ApplicationMenu | undefined;
  readonly click: () => void;

  constructor({ id, label, role, type, accelerator, submenu, click }: ItemTemplate) {
    this.id = id;
    this.label = label ?? role ?? '';
    this.role = role;
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = accelerator;
    this.submenu = submenu === undefined ? undefined : ApplicationMenu.buildFromTemplate(submenu);
    this.click = click ?? (() => undefined);
  }
}

/** Electron's `Menu` without anything to see. */
export class ApplicationMenu {
  static #application: ApplicationMenu | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly ItemTemplate[]): ApplicationMenu {
    return new ApplicationMenu(template.map((item) => new MenuItem(item)));
  }

  static setApplicationMenu(menu: ApplicationMenu | null): void {
    ApplicationMenu.#application = menu;
  }

  static getApplicationMenu(): ApplicationMenu | null {
    return ApplicationMenu.#application;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
