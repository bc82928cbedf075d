import { AppError } from '../../domain/app-error.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { FileSurvey, SurveyedFile } from '../../ports/file-survey.ts';
import { type Finding, fail, listed, ofError, ok, own, warn, words } from './finding.ts';

/** What was wrong with the files before the database was opened; opening it mends its own. */
export type FilesBefore = readonly SurveyedFile[] | AppError;

/** Looks at the files as they lie there; to be called before anything is opened. */
export function filesNow(survey: FileSurvey): FilesBefore {
	try {
		return survey.files();
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
}

/** Whether others can open what is Latchkey's: folders are 0700, files 0600, all the person's own. */
export function checkFiles(survey: FileSurvey, before: FilesBefore): readonly Finding[] {
	if (before instanceof AppError) return [{ check: 'files', level: 'fail', ...ofError(before) }];
	const folder = own('folder', survey.folder);
	if (!survey.hasModes)
		return [ok('files', words`${folder}: Windows keeps it to your account; permissions are not looked at`)];
	if (before.length === 0) return [ok('files', words`${folder} is not there yet; the first use makes it`)];
	const after = filesNow(survey);
	const still = new Set(after instanceof AppError ? [] : after.filter(isOpen).map(({ path }) => path));
	const findings = [
		...before.filter(({ mine }) => !mine).map(foreign),
		...before.filter(({ kind }) => kind === 'link').map(linked),
		...before.filter(isOpen).map((one) => (still.has(one.path) ? open(one) : mended(one))),
	];
	return findings.length > 0
		? findings
		: [ok('files', words`${folder}: ${before.length} files and folders, yours alone`)];
}

function isOpen({ kind, mode, mine }: SurveyedFile): boolean {
	return mine && kind !== 'link' && (mode & 0o077) !== 0;
}

function foreign({ path }: SurveyedFile): Finding {
	const fix = 'Move it aside and look at it: Latchkey did not put it there as you.';
	return fail('files', words`${own('file', path)} belongs to another user`, [fix]);
}

function linked({ path }: SurveyedFile): Finding {
	const fix = 'Replace it by what it leads to: Latchkey follows no link there.';
	return fail('files', words`${own('file', path)} is a symbolic link`, [fix]);
}

function open({ path, kind, mode }: SurveyedFile): Finding {
	const file = own('file', path);
	const private_ = kind === 'folder' ? '700' : '600';
	return fail(
		'files',
		words`Others may open ${file} (${octal(mode)})`,
		words`chmod ${private_} ${own('file', shellWord(path))}`,
	);
}

function mended({ path, mode }: SurveyedFile): Finding {
	const message = words`Others could open ${own('file', path)} (${octal(mode)}) until this run closed it to them`;
	return warn(
		'files',
		message,
		listed(['Find out who changed it; what was copied meanwhile holds no token in plain text.']),
	);
}

function octal(mode: number): string {
	return `0${mode.toString(8).padStart(3, '0')}`;
}
