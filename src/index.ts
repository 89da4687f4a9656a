/**
 * Shoplens as a library: open a shop, load exports into it, let its tasks answer. The command line is a thin layer over
 * these functions.
 *
 * @packageDocumentation
 */
import { tasks as register } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";

export type {
  BarChart,
  Chart,
  ColumnChart,
  DivergingChart,
  HeatChart,
  IntervalChart,
  LineChart,
  NumberFormat,
} from "#charts/chart.js";
export type { Insight, Language } from "#charts/insight.js";
export type { ItemList, ListedItem, PlainTable, Quote, QuoteList, TableColumn } from "#charts/page-model.js";
export type { Action, Bilingual, Language as CleaningLanguage } from "#clean/rule.js";
export { contract, type Row, type TableName, tableNames } from "#contract/contract.js";
export type { Explanation, OtherView } from "#explain/explanation.js";
export type { Decisions } from "#identity/decisions.js";
export type { EncodedPicture } from "#image/store-pictures.js";
export { UnreadablePicture } from "#image/unreadable-picture.js";
export type { FileReport } from "#ingest/ingest.js";
export type { DraftedColumn, MappingDraft } from "#ingest/mapping/draft-mapping.js";
export type { CandidateResult, Evaluation, Exposure, LeftOut, Score, Worded } from "#measure/score.js";
export type {
  Forecaster,
  ForecastModel,
  ForecastOptions,
  ForecastParts,
  SavedForecast,
} from "#models/forecast/forecaster.js";
export type { ModelFiles } from "#models/model-file.js";
export type {
  FitOptions,
  HeldOutEvents,
  Histories,
  Reasons,
  Recommender,
  RecommenderModel,
} from "#models/recommend/recommender.js";
export type { SparseVector } from "#numeric/sparse-vector.js";
export { answer, answersForAll, explainAnswer } from "#shop/answer.js";
export type { CleaningReport, Counts, Example, RuleReport } from "#shop/cleaning-report.js";
export { type Description, describeShop } from "#shop/describe.js";
export type { Digest, Period } from "#shop/digest.js";
export { type EvaluatedDataset, type EvaluationDocument, evaluateDataset } from "#shop/evaluate.js";
export type { IdentityReport, RuleReport as IdentityRuleReport } from "#shop/identity-report.js";
export { type IngestIntoOptions, type IngestReport, ingestInto } from "#shop/ingest-into.js";
export type { Card } from "#shop/model-store.js";
export { type ReportOptions, writeReport } from "#shop/report.js";
export { type RunOptions, runTasks, type TaskResult } from "#shop/run.js";
export { type OpenOptions, openShop, type Shop } from "#shop/shop.js";
export { type NewShop, newConfig, type ShopConfig, writeConfig } from "#shop/shop-config.js";
export { type WriteOptions, writeTable } from "#shop/write-table.js";
export { type Column, numbers, type Table, type TextColumn, tableOf, textAt, texts } from "#table/table.js";
export type {
  AnyTask,
  Context,
  DatasetColumn,
  DatasetShape,
  Evaluated,
  EvaluateOptions,
  Given,
  GivenShape,
  Progress,
  Renewed,
  Task,
  TrainOptions,
} from "#tasks/task.js";
export type { ShopFacts } from "#warehouse/prepare-shop.js";
export type { Parameters, Warehouse } from "#warehouse/warehouse.js";

/** Every task, by name: `tasks["recommend"]`. */
export const tasks: Readonly<Record<string, AnyTask>> = register;
