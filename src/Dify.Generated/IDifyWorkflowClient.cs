using System;

namespace Dify.Generated;

public partial interface IDifyWorkflowClient
{
    /// <summary>
    /// Makes a client that differs in a few options, for a single call for instance: another timeout, no retries, a header, or a look at
    /// the answer as it came. It uses the same connections and
    /// the same budget of repetitions, and need not be disposed of.
    /// </summary>
    /// <param name="configure">Changes a copy of this client's options.</param>
    /// <returns>The other client; this one stays as it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is wrong; the message names it and the remedy.</exception>
    IDifyWorkflowClient WithOptions(Action<DifyClientOptions> configure);
}
