CREATE TABLE `kpi` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`name` text NOT NULL,
	`current_value` integer NOT NULL,
	`target` integer NOT NULL,
	`unit` text NOT NULL,
	`percentage_complete` integer NOT NULL,
	`trend` text NOT NULL,
	`percentage_change` integer NOT NULL,
	`direction` text NOT NULL,
	`floor` integer,
	`ceiling` integer,
	`baseline` integer,
	`starts_on` text,
	`due_on` text,
	`source` text,
	`recorded_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` integer,
	`updated_at` integer NOT NULL,
	`updated_by` integer,
	`rev` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kpi_number` ON `kpi` (`n`);--> statement-breakpoint
CREATE INDEX `kpi_rev` ON `kpi` (`rev`);--> statement-breakpoint
CREATE INDEX `kpi_source` ON `kpi` (`source`);--> statement-breakpoint
CREATE INDEX `kpi_created_at` ON `kpi` (`created_at`,`n`);--> statement-breakpoint
CREATE TABLE `kpi_point` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`kpi` text NOT NULL,
	`value` integer NOT NULL,
	`target` integer NOT NULL,
	`percentage_complete` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` integer,
	`via` text NOT NULL,
	`note` text,
	`rev` integer NOT NULL,
	FOREIGN KEY (`kpi`) REFERENCES `kpi`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kpi_point_number` ON `kpi_point` (`n`);--> statement-breakpoint
CREATE INDEX `kpi_point_kpi` ON `kpi_point` (`kpi`,`recorded_at`,`n`);--> statement-breakpoint
CREATE TABLE `round` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` integer NOT NULL,
	`entered` text NOT NULL,
	`answers` text,
	`comments` text NOT NULL,
	`minutes` text,
	`closed_at` integer,
	`rev` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `round_number` ON `round` (`n`);--> statement-breakpoint
CREATE INDEX `round_rev` ON `round` (`rev`);--> statement-breakpoint
CREATE INDEX `round_state` ON `round` (`state`);--> statement-breakpoint
CREATE TABLE `round_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`round` text NOT NULL,
	`kpi` text NOT NULL,
	`member` integer NOT NULL,
	`value` integer NOT NULL,
	`comment` text NOT NULL,
	`entered_at` integer NOT NULL,
	`rev` integer NOT NULL,
	FOREIGN KEY (`round`) REFERENCES `round`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `round_entry_number` ON `round_entry` (`n`);--> statement-breakpoint
CREATE INDEX `round_entry_round` ON `round_entry` (`round`,`n`);