CREATE TABLE `usage_features` (
	`circle` text NOT NULL,
	`feature` text NOT NULL,
	`first_date` text NOT NULL,
	PRIMARY KEY(`circle`, `feature`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `usage_marks` (
	`account` text NOT NULL,
	`date` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`account`, `kind`, `date`, `value`),
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_contracts` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`account` text NOT NULL,
	`arr` integer NOT NULL,
	`renewal_date` text,
	`at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`source`, `id`),
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_contracts_account` ON `webhook_contracts` (`account`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`circle` text NOT NULL,
	`source` text NOT NULL,
	`event` text NOT NULL,
	`received_at` integer NOT NULL,
	`signed_at` integer,
	`headers` text NOT NULL,
	`body` text,
	`size` integer NOT NULL,
	`verdict` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`done_at` integer,
	`trace` text,
	`changes` text,
	`error` text,
	`repeats` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_id` ON `webhook_deliveries` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_once` ON `webhook_deliveries` (`source`,`event`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`circle`,`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_list` ON `webhook_deliveries` (`circle`,`state`,`n`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_source` ON `webhook_deliveries` (`source`,`n`);--> statement-breakpoint
CREATE TABLE `webhook_holds` (
	`review` text NOT NULL,
	`delivery` text NOT NULL,
	PRIMARY KEY(`review`, `delivery`),
	FOREIGN KEY (`review`) REFERENCES `webhook_reviews`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`delivery`) REFERENCES `webhook_deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_names` (
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`account` text NOT NULL,
	`at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`source`, `kind`, `key`),
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_records` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`circle` text NOT NULL,
	`fields` text NOT NULL,
	`contact` text,
	PRIMARY KEY(`source`, `id`),
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`name` text,
	`folded` text,
	`state` text DEFAULT 'open' NOT NULL,
	`account` text,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`settled_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_reviews_once` ON `webhook_reviews` (`source`,`kind`,`key`);--> statement-breakpoint
CREATE INDEX `webhook_reviews_circle` ON `webhook_reviews` (`circle`,`state`,`last_at`);--> statement-breakpoint
CREATE TABLE `webhook_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`secret` text NOT NULL,
	`secret_end` text NOT NULL,
	`previous_secret` text,
	`previous_until` integer,
	`settings` text NOT NULL,
	`paused` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `webhook_sources_circle` ON `webhook_sources` (`circle`);--> statement-breakpoint
CREATE TABLE `webhook_tickets` (
	`source` text NOT NULL,
	`id` text NOT NULL,
	`account` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`source`, `id`),
	FOREIGN KEY (`source`) REFERENCES `webhook_sources`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_tickets_account` ON `webhook_tickets` (`account`);--> statement-breakpoint
CREATE TABLE `webhook_times` (
	`subject` text NOT NULL,
	`field` text NOT NULL,
	`circle` text NOT NULL,
	`at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`subject`, `field`),
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `webhook_unsettled` (
	`account` text PRIMARY KEY NOT NULL,
	`circle` text NOT NULL,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
