CREATE TABLE `activity` (
	`rev` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`member` integer NOT NULL,
	`via` text NOT NULL,
	`client` integer NOT NULL,
	`mutation` integer NOT NULL,
	`name` text NOT NULL,
	`record` text NOT NULL,
	`images` text NOT NULL,
	`undid` integer
);
--> statement-breakpoint
CREATE INDEX `activity_record` ON `activity` (`record`,`rev`);--> statement-breakpoint
CREATE INDEX `activity_mutation` ON `activity` (`client`,`mutation`);--> statement-breakpoint
CREATE TABLE `client` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`member` integer NOT NULL,
	`last` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `client_id` ON `client` (`id`);--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text,
	`phone` text,
	`company` text,
	`status` text NOT NULL,
	`funnel_stage` text NOT NULL,
	`position` text NOT NULL,
	`notes` text NOT NULL,
	`last_contact` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`updated_at` integer NOT NULL,
	`updated_by` integer,
	`external_id` text,
	`rev` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_number` ON `contact` (`n`);--> statement-breakpoint
CREATE UNIQUE INDEX `contact_email` ON `contact` (`email_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `contact_place` ON `contact` (`funnel_stage`,`position`);--> statement-breakpoint
CREATE INDEX `contact_status` ON `contact` (`status`,`last_contact`,`n`);--> statement-breakpoint
CREATE INDEX `contact_stage` ON `contact` (`funnel_stage`,`last_contact`,`n`);--> statement-breakpoint
CREATE INDEX `contact_name` ON `contact` (`name`);--> statement-breakpoint
CREATE INDEX `contact_last_contact` ON `contact` (`last_contact`,`n`);--> statement-breakpoint
CREATE INDEX `contact_external_id` ON `contact` (`external_id`);--> statement-breakpoint
CREATE INDEX `contact_rev` ON `contact` (`rev`);--> statement-breakpoint
CREATE TABLE `due` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `member` (
	`n` integer PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`name` text NOT NULL,
	`role` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_user` ON `member` (`user`);--> statement-breakpoint
CREATE TABLE `meta` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `note` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`contact` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`edited_at` integer,
	`rev` integer NOT NULL,
	FOREIGN KEY (`contact`) REFERENCES `contact`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_number` ON `note` (`n`);--> statement-breakpoint
CREATE INDEX `note_contact` ON `note` (`contact`,`created_at`,`n`);--> statement-breakpoint
CREATE TABLE `notice` (
	`seq` integer PRIMARY KEY NOT NULL,
	`client` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notice_client` ON `notice` (`client`,`seq`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`record` text NOT NULL,
	`body` text NOT NULL,
	`due` integer NOT NULL,
	`tries` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reply` (
	`key` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reply_at` ON `reply` (`at`);--> statement-breakpoint
CREATE TABLE `revoked` (
	`session` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tombstone` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`table` text NOT NULL,
	`rev` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tombstone_rev` ON `tombstone` (`rev`);--> statement-breakpoint
CREATE INDEX `tombstone_number` ON `tombstone` (`n`);