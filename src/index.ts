/**
 * Shoplens as a library: open a shop, load exports into it, let its tasks answer. The command line is a thin layer over
 * these functions.
 *
 * @packageDocumentation
 */
export type { Chart } from "#charts/chart.js";
export type { Insight, Language } from "#charts/insight.js";
export type { Page } from "#charts/page-model.js";
export { contract, type Row, type TableName, tableNames } from "#contract/contract.js";
export type { Explanation } from "#explain/explanation.js";
export type { CandidateResult, Evaluation, Score } from "#measure/score.js";
export type { Forecaster, ForecastModel } from "#models/forecast/forecaster.js";
export type { Histories, Recommender, RecommenderModel } from "#models/recommend/recommender.js";
export { answer, answersForAll, explainAnswer } from "#shop/answer.js";
export { type Description, describeShop } from "#shop/describe.js";
export { type EvaluatedDataset, type EvaluationDocument, evaluateDataset } from "#shop/evaluate.js";
export { type IngestIntoOptions, type IngestReport, ingestInto } from "#shop/ingest-into.js";
export type { Card } from "#shop/model-store.js";
export { type ReportOptions, writeReport } from "#shop/report.js";
export { type RunOptions, runTasks, type TaskResult } from "#shop/run.js";
export { type OpenOptions, openShop, type Shop } from "#shop/shop.js";
export { type NewShop, newConfig, type ShopConfig, writeConfig } from "#shop/shop-config.js";
export { writeTable } from "#shop/write-table.js";
export { type Column, numbers, type Table, type TextColumn, tableOf, textAt, texts } from "#table/table.js";
export { tasks } from "#tasks/index.js";
export type {
  AnyTask,
  Context,
  DatasetColumn,
  DatasetShape,
  Evaluated,
  EvaluateOptions,
  Progress,
  Task,
  TrainOptions,
} from "#tasks/task.js";
export type { Parameters, Warehouse } from "#warehouse/warehouse.js";
