CREATE TABLE `ai_texts` (
	`circle` text NOT NULL,
	`key` text NOT NULL,
	`body` text NOT NULL,
	`written_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`circle`, `key`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `ai_texts_expiry` ON `ai_texts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `ai_usage` (
	`circle` text NOT NULL,
	`day` text NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`input_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`circle`, `day`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `playbook_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`playbook` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text,
	`touched_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`outcome` text,
	`note` text DEFAULT '' NOT NULL,
	`matched` text DEFAULT '[]' NOT NULL,
	`health_before` real,
	`health_after` real,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`started_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`ended_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `playbook_runs_account` ON `playbook_runs` (`account`,`started_at`);--> statement-breakpoint
CREATE INDEX `playbook_runs_circle` ON `playbook_runs` (`circle`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `playbook_runs_open` ON `playbook_runs` (`account`,`playbook`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `playbook_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`place` integer NOT NULL,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`role` text NOT NULL,
	`owner` text,
	`due` text NOT NULL,
	`done_at` integer,
	`done_by` text,
	FOREIGN KEY (`run`) REFERENCES `playbook_runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`done_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playbook_steps_place` ON `playbook_steps` (`run`,`place`);--> statement-breakpoint
CREATE TABLE `promises` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`meeting` text,
	`text` text NOT NULL,
	`who` text,
	`due` text,
	`created_at` integer NOT NULL,
	`created_by` text,
	`closed_at` integer,
	`closed_by` text,
	`kept` integer,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`meeting`) REFERENCES `meetings`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`closed_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `promises_account` ON `promises` (`account`,`closed_at`);