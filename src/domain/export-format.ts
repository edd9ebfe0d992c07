export const EXPORT_FORMATS = ['json', 'ndjson', 'yaml', 'markdown', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
