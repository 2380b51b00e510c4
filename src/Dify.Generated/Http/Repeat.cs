namespace Dify.Generated;

/// <summary>When a call may be sent again.</summary>
internal enum Repeat
{
    /// <summary>Only if the server provably did nothing: it was not reached, or refused the call for being one too many.</summary>
    IfUnseen,

    /// <summary>Whenever the failure looks transient: a second call has the effect of the first.</summary>
    Safe,
}
