namespace Dify.Generated;

/// <summary>Where a stream stands after an event.</summary>
internal enum StreamProgress
{
    /// <summary>More has to come.</summary>
    Open,

    /// <summary>All has come that has to; something may follow.</summary>
    Complete,

    /// <summary>Nothing more will come.</summary>
    Over,
}
