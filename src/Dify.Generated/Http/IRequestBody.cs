using System;

namespace Dify.Generated;

/// <summary>A generated request body that knows which of its members Dify needs, and writes itself.</summary>
internal interface IRequestBody
{
    /// <summary>Throws if a member is missing that Dify needs.</summary>
    /// <param name="parameterName">The parameter that the body was passed as.</param>
    /// <exception cref="ArgumentException">A member is missing; the message names it.</exception>
    void ThrowIfIncomplete(string parameterName);

    /// <summary>Writes the members that have a value.</summary>
    /// <param name="body">What they are written into.</param>
    void WriteMembers(JsonBody body);
}
