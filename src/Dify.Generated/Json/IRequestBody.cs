using System;

namespace Dify.Generated;

/// <summary>A generated request body that knows which of its members Dify needs.</summary>
internal interface IRequestBody : IJsonWritable
{
    /// <summary>Throws if a member is missing that Dify needs.</summary>
    /// <param name="parameterName">The parameter that the body was passed as.</param>
    /// <exception cref="ArgumentException">A member is missing; the message names it.</exception>
    void ThrowIfIncomplete(string parameterName);
}
