CREATE TABLE `import_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`first` integer NOT NULL,
	`rows` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_batch_run` ON `import_batch` (`run`,`first`);--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`member` integer NOT NULL,
	`file_name` text NOT NULL,
	`columns` text NOT NULL,
	`state` text NOT NULL,
	`key` text,
	`heard_at` integer NOT NULL,
	`finished_at` integer,
	`rows_received` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`duplicate` integer NOT NULL,
	`refused` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_run_at` ON `import_run` (`at`);--> statement-breakpoint
CREATE TABLE `imported` (
	`contact` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL,
	`run` text NOT NULL,
	`row` integer NOT NULL
);
