ALTER TABLE `organization` ADD `lock_targets` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organization` ADD `time_zone` text DEFAULT 'UTC' NOT NULL;