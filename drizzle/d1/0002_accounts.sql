CREATE TABLE `account_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`via` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text,
	`before` text,
	`after` text,
	`step` text,
	`undone_at` integer,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `account_events_account` ON `account_events` (`account`,`at`);--> statement-breakpoint
CREATE INDEX `account_events_circle` ON `account_events` (`circle`,`at`);--> statement-breakpoint
CREATE INDEX `account_events_step` ON `account_events` (`step`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`industry` text DEFAULT 'other' NOT NULL,
	`segment` text,
	`region` text,
	`arr` integer DEFAULT 0 NOT NULL,
	`seats` integer,
	`renewal_date` text,
	`owner` text,
	`override_bucket` text,
	`override_value` real,
	`override_reason` text,
	`override_by` text,
	`override_at` integer,
	`override_until` integer,
	`computed_value` real,
	`computed_bucket` text DEFAULT 'unknown' NOT NULL,
	`health_value` real,
	`health_bucket` text DEFAULT 'unknown' NOT NULL,
	`health_source` text DEFAULT 'none' NOT NULL,
	`health_version` integer DEFAULT 0 NOT NULL,
	`health_inputs` text,
	`health_contributions` text,
	`health_at` integer,
	`factor_days` text,
	`sentiment` text,
	`sentiment_why` text,
	`last_meeting_at` integer,
	`open_feedback` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	`deleted_at` integer,
	`deleted_by` text,
	`rev` integer NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`override_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`updated_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`deleted_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_number` ON `accounts` (`circle`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_name` ON `accounts` (`circle`,`folded`) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX `accounts_rev` ON `accounts` (`circle`,`rev`);--> statement-breakpoint
CREATE INDEX `accounts_arr` ON `accounts` (`circle`,`arr`);--> statement-breakpoint
CREATE INDEX `accounts_renewal` ON `accounts` (`circle`,`renewal_date`);--> statement-breakpoint
CREATE INDEX `accounts_health` ON `accounts` (`circle`,`health_bucket`,`health_value`);--> statement-breakpoint
CREATE TABLE `customer_metrics` (
	`account` text PRIMARY KEY NOT NULL,
	`nps` integer,
	`usage_trend` text,
	`active_users` integer,
	`renewal_rate` real,
	`seat_utilization` real,
	`response_limit` integer,
	`response_used` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`title` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`sentiment` real,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `feedback_account` ON `feedback` (`account`,`created_at`);--> statement-breakpoint
CREATE INDEX `feedback_circle` ON `feedback` (`circle`,`created_at`);--> statement-breakpoint
CREATE TABLE `health_drafts` (
	`circle` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `health_scores` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`at` integer NOT NULL,
	`cause` text NOT NULL,
	`actor` text,
	`version` integer NOT NULL,
	`inputs` text NOT NULL,
	`contributions` text NOT NULL,
	`computed_value` real,
	`computed_bucket` text NOT NULL,
	`value` real,
	`bucket` text NOT NULL,
	`source` text NOT NULL,
	`override` text,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `health_scores_account` ON `health_scores` (`account`,`at`);--> statement-breakpoint
CREATE INDEX `health_scores_circle` ON `health_scores` (`circle`,`at`);--> statement-breakpoint
CREATE TABLE `health_versions` (
	`circle` text NOT NULL,
	`version` integer NOT NULL,
	`model` text NOT NULL,
	`note` text NOT NULL,
	`restores` integer,
	`at` integer NOT NULL,
	`by` text,
	PRIMARY KEY(`circle`, `version`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `last_looks` (
	`circle` text NOT NULL,
	`user` text NOT NULL,
	`at` integer NOT NULL,
	`before` integer,
	PRIMARY KEY(`circle`, `user`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`account` text NOT NULL,
	`date` integer NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`participants` text DEFAULT '[]' NOT NULL,
	`sentiment` text,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `meetings_account` ON `meetings` (`account`,`date`);--> statement-breakpoint
CREATE INDEX `meetings_circle` ON `meetings` (`circle`,`date`);--> statement-breakpoint
CREATE TABLE `metric_days` (
	`account` text NOT NULL,
	`date` text NOT NULL,
	`daily_active_users` integer,
	`feature_adoption_rate` real,
	`support_tickets_open` integer,
	`nps_score` real,
	`login_frequency` real,
	`source` text NOT NULL,
	`times` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`account`, `date`),
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`owner` text NOT NULL,
	`page` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`shared` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `saved_views_circle` ON `saved_views` (`circle`,`page`);--> statement-breakpoint
ALTER TABLE `organization` ADD `account_rev` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization` ADD `account_number` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization` ADD `health_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `user` ADD `default_circle` text;