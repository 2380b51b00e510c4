namespace Dify.Generated;

/// <summary>A request body that can ask for one answer or for a stream, sent by methods that can read only one of them.</summary>
internal interface IAnswerMode
{
    /// <summary>Throws if the body asks for what the method cannot read: a run must not be started in vain.</summary>
    /// <param name="isStream">Whether the method reads a stream.</param>
    /// <param name="parameterName">The parameter that the body was passed as.</param>
    void ThrowIfOtherThan(bool isStream, string parameterName);
}
