CREATE TABLE `next_action_answers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`circle` text NOT NULL,
	`user` text NOT NULL,
	`account` text NOT NULL,
	`kind` text NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`bucket` text NOT NULL,
	`kinds` text NOT NULL,
	FOREIGN KEY (`circle`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `next_action_answers_user` ON `next_action_answers` (`circle`,`user`,`account`);