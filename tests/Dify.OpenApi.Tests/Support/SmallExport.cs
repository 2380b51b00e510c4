using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.OpenApi.Tests.Support;

/// <summary>What a small server says of itself, in the two forms that Dify's servers have: it runs workflows, and has one thing
/// more.</summary>
internal static class SmallExport
{
    private const string Swagger = """
        {"swagger": "2.0", "basePath": "/v1", "info": {"title": "Service API", "version": "1.0"}, "paths": {
        "/workflows/run": {"post": {"operationId": "run_workflow", "responses": {"200": {"description": "Run."}}}},
        "/things/{id}": {"get": {"operationId": "get_thing", "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
        "responses": {"200": {"description": "Done.", "schema": {"$ref": "#/definitions/WorkflowRunDetailResponse"}}}}}},
        "definitions": {"WorkflowRunDetailResponse": {"type": "object", "properties": {"only_here": {"type": "string", "x-nullable": true}}}}}
        """;

    private const string OpenApi = """
        {"openapi": "3.0.3", "info": {"title": "Service API", "version": "1.0"}, "servers": [{"url": "/v1"}], "paths": {
        "/workflows/run": {"post": {"operationId": "run_workflow", "responses": {"200": {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}}},
        "/things/{id}": {"get": {"operationId": "get_thing", "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/WorkflowRunDetailResponse"}}}}}}}},
        "components": {"schemas": {"WorkflowRunDetailResponse": {"type": "object", "properties": {"only_here": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}}}}
        """;

    /// <summary>The small ones, written into the folder, and those of live servers where they are at hand.</summary>
    public static IEnumerable<string> All(TestFolder folder) =>
        TestFiles.ServerExports().Prepend(folder.Write("openapi.json", OpenApi)).Prepend(folder.Write("swagger.json", Swagger));

    public static bool IsSmall(TestFolder folder, string export) => Path.GetDirectoryName(export) == folder.Path;
}
