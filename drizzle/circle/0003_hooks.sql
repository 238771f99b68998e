CREATE TABLE `hook_endpoint` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`gather_seconds` integer NOT NULL,
	`generation` integer NOT NULL,
	`rotated_at` integer,
	`paused_at` integer,
	`paused_why` text,
	`failing_since` integer,
	`warned_at` integer,
	`created_at` integer NOT NULL,
	`created_by` integer
);
--> statement-breakpoint
CREATE TABLE `hook_message` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`endpoint` text NOT NULL,
	`record` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`due` integer,
	`tries` text NOT NULL,
	`spent` integer NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hook_message_id` ON `hook_message` (`id`);--> statement-breakpoint
CREATE INDEX `hook_message_due` ON `hook_message` (`due`);--> statement-breakpoint
CREATE INDEX `hook_message_line` ON `hook_message` (`endpoint`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `hook_message_record` ON `hook_message` (`endpoint`,`record`,`state`,`seq`);--> statement-breakpoint
CREATE INDEX `hook_message_done` ON `hook_message` (`done_at`);