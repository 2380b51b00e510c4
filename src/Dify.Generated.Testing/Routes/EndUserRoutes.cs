using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The people on whose behalf the API was called.</summary>
internal sealed class EndUserRoutes(DifyApp app)
{
    public IEnumerable<Route> All => [Route.Get("/end-users/{end_user_id}", Find)];

    private Reply Find(RouteRequest request)
    {
        if (app.EndUsers.Find(request.PathValue("end_user_id")) is not { } user)
        {
            return Problem.Create(404, "end_user_not_found", "There is no such end user.");
        }

        // Dates without a time zone, as they stand in the database.
        string createdAt = user.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return ContentReply.Json(200, new JObject
        {
            ["id"] = user.Id,
            ["tenant_id"] = app.TenantId,
            ["app_id"] = app.AppId,
            ["type"] = EndUser.ApiType,
            ["external_user_id"] = user.SessionId,
            ["name"] = null,
            ["is_anonymous"] = user.SessionId == EndUserRegistry.DefaultUser,
            ["session_id"] = user.SessionId,
            ["created_at"] = createdAt,
            ["updated_at"] = createdAt,
        });
    }
}
