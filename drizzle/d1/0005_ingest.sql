CREATE TABLE `usage_failures` (
	`import` text NOT NULL,
	`row` integer NOT NULL,
	`line` integer NOT NULL,
	`cells` text NOT NULL,
	`faults` text NOT NULL,
	PRIMARY KEY(`import`, `row`),
	FOREIGN KEY (`import`) REFERENCES `usage_imports`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `usage_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`file_name` text NOT NULL,
	`by` text,
	`state` text NOT NULL,
	`begun_at` integer NOT NULL,
	`heard_at` integer NOT NULL,
	`rows_received` integer DEFAULT 0 NOT NULL,
	`rows_ingested` integer DEFAULT 0 NOT NULL,
	`rows_unchanged` integer DEFAULT 0 NOT NULL,
	`rows_failed` integer DEFAULT 0 NOT NULL,
	`accounts_created` integer DEFAULT 0 NOT NULL,
	`accounts_updated` integer DEFAULT 0 NOT NULL,
	`columns` text DEFAULT '[]' NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `usage_imports_circle` ON `usage_imports` (`circle`,`begun_at`);--> statement-breakpoint
CREATE TABLE `usage_names` (
	`circle` text NOT NULL,
	`folded` text NOT NULL,
	`account` text NOT NULL,
	`said` text NOT NULL,
	PRIMARY KEY(`circle`, `folded`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `usage_names_account` ON `usage_names` (`account`);