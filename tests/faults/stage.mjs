// What every fault test sets up: the product with its accounts and people, the two receivers of replies, traffic and staff.
import { Product } from './product.mjs'
import { startReplyReceiver, startWechatApi } from './receivers.mjs'
import { Office, Person } from './staff.mjs'
import { Traffic } from './traffic.mjs'

export const kSenderThreads = 4
const kPassword = 'a long enough password'

export class Stage {
  /** `settings` and `data` as Product.create() takes them. */
  static async open(random, settings = {}, data = '') {
    const stage = new Stage()
    stage.random = random
    stage.accounts = {}
    stage.receiver = await startReplyReceiver(() => stage.accounts.webhook, random)
    stage.wechat = await startWechatApi(random)
    stage.product = await Product.create({ 'sender.threads': kSenderThreads, ...settings }, data)
    stage.accounts.webhook = stage.product.addChannel('webhook', 'hotline', '--reply-url', `${stage.receiver.url}/replies`)
    stage.accounts.wechat_oa = stage.product.addChannel('wechat_oa', 'town', '--api-base', stage.wechat.url)
    stage.product.addPerson('dispatcher', kPassword, 'dzb', 'dispatcher', 'administrator')
    stage.product.addPerson('reviewer', kPassword, 'dzb', 'reviewer')
    return stage
  }

  /** After the first start. */
  async populate() {
    const { url } = this.product
    this.dispatcher = await new Person(url).logIn('dispatcher', kPassword)
    this.reviewer = await new Person(url).logIn('reviewer', kPassword)
    this.office = new Office(this.dispatcher, this.reviewer, this.random)
    this.traffic = new Traffic(url, this.accounts, this.random)
  }

  async close({ keep = false } = {}) {
    this.traffic?.close()
    await this.product.end({ keep })
    this.receiver.close()
    this.wechat.close()
  }
}
