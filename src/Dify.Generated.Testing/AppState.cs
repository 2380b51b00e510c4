namespace Dify.Generated.Testing;

/// <summary>Whether an app can be used over the API.</summary>
public enum AppState
{
    /// <summary>It is published and its API is switched on.</summary>
    Published,

    /// <summary>
    /// It was never published: runs are refused with 400 <c>invalid_param</c>, <c>/parameters</c> with 400 <c>app_unavailable</c>; the
    /// app's name, its files and its logs are there.
    /// </summary>
    Unpublished,

    /// <summary>Its API is switched off: every operation is refused with 403 <c>forbidden</c>.</summary>
    ApiDisabled,
}
