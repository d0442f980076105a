import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './dialog.css';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  /** One line under the title; what a screen reader says when the dialog opens. */
  readonly description?: string;
  readonly closeName: string;
  readonly size?: 'small' | 'large';
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
}

/** A dialog that is open while it is rendered. */
export function Dialog(props: DialogProps) {
  const { title, description, closeName, size = 'small', onClose, children, actions } = props;
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-veil" />
        <Radix.Content
          className={classNames('dialog', `dialog-${size}`)}
          // A large dialog is read first; in a small one the first thing to do is at hand.
          onOpenAutoFocus={size === 'large' ? focusDialog : undefined}
          onInteractOutside={stayOpen}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
          </header>
          {description === undefined ? undefined : (
            <Radix.Description className="dialog-description">{description}</Radix.Description>
          )}
          <div className="dialog-body">{children}</div>
          {actions === undefined ? undefined : <footer className="dialog-foot">{actions}</footer>}
          {/* Last, so that the focus begins with what the dialog is for. */}
          <Radix.Close asChild>
            <IconButton name={closeName} className="dialog-close">
              <X aria-hidden="true" />
            </IconButton>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What stands above dialogs can be pressed without closing the one that is open. */
function stayOpen(event: CustomEvent<{ readonly originalEvent: Event }>): void {
  const { target } = event.detail.originalEvent;
  // What went away with the press stood there as well: nothing that is below a dialog can be pressed.
  const isAbove = target instanceof Element && target.closest('[data-over-dialogs]') !== null;
  if (isAbove || (target instanceof Node && !target.isConnected)) event.preventDefault();
}

function focusDialog(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
